package org.packetboat.schedules.file;

import java.util.List;
import java.util.Optional;
import org.packetboat.schedules.yaml.Section;

/** A kind of link that schedule files may speak of: the one place that knows its keys. */
public interface LinkKind {
    /** The kind's name, as in {@code kind: ip}. */
    String name();

    /** Its keys, besides {@code kind}. */
    List<String> keys();

    /** Reads a link; reports problems to the section and gives nothing if it can't be used. */
    Optional<LinkSettings> read(String name, Section section);
}

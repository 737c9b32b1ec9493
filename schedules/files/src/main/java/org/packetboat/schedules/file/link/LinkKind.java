package org.packetboat.schedules.file.link;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.packetboat.schedules.yaml.Section;

/**
 * A kind of link that schedule files may speak of.
 *
 * @param name   as in {@code kind: ip}
 * @param keys   its keys, besides {@code kind}
 * @param reader reads a link of this name; reports problems to the section and gives nothing if it can't be used
 */
public record LinkKind(String name, List<String> keys, BiFunction<String, Section, Optional<LinkSettings>> reader) {
    public LinkKind {
        keys = List.copyOf(keys);
    }

    Optional<LinkSettings> read(String link, Section section) {
        return reader.apply(link, section);
    }
}

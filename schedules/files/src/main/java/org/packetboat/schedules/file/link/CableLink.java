package org.packetboat.schedules.file.link;

import java.util.Optional;
import org.packetboat.schedules.yaml.Section;

/** A serial port with the far side at its other end: a null-modem cable, a radio, a leased line. */
public record CableLink(String name, LineKeys line) implements LinkSettings {
    public static final String KIND_NAME = "serial";

    public static final LinkKind KIND = new LinkKind(KIND_NAME, LineKeys.KEYS, CableLink::read);

    private static Optional<LinkSettings> read(String name, Section section) {
        return LineKeys.read(section, false).map(line -> new CableLink(name, line));
    }

    @Override
    public String kind() {
        return KIND_NAME;
    }

    @Override
    public long rate() {
        return line.rate();
    }

    @Override
    public Addressing addressing() {
        return Addressing.CABLE;
    }
}

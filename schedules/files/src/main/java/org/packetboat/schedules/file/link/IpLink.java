package org.packetboat.schedules.file.link;

import java.util.List;
import java.util.Optional;
import org.packetboat.schedules.yaml.Section;

/** A network that is always there; only windows keep mail from it. */
public record IpLink(String name, long rate) implements LinkSettings {
    public static final String KIND_NAME = "ip";
    /** 10 Mbit/s: cautious for a network, so that near a close too little is begun rather than too much. */
    private static final long CAUTIOUS_RATE = 1_250_000;

    /** The link of a route that names none. */
    public static final IpLink IMPLICIT = new IpLink(KIND_NAME, CAUTIOUS_RATE);

    public static final LinkKind KIND = new LinkKind(KIND_NAME, List.of("rate"), IpLink::read);

    private static Optional<LinkSettings> read(String name, Section section) {
        long rate = section.get("rate").flatMap(value -> value.rate()).orElse(CAUTIOUS_RATE);
        return Optional.of(new IpLink(name, rate));
    }

    @Override
    public String kind() {
        return KIND_NAME;
    }
}

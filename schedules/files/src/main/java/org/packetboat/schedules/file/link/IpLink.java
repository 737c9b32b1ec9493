package org.packetboat.schedules.file.link;

import java.util.List;
import org.packetboat.engine.link.Link;
import java.util.Optional;
import org.packetboat.schedules.yaml.Section;

/**
 * A network that is always there; only windows keep mail from it.
 *
 * @param sessions how many sessions it carries at once
 * @param perSite  how many of them may be with one site
 * @param unsettled how many envelopes of one session may be under way, or answered and not settled on disk
 */
public record IpLink(String name, long rate, int sessions, int perSite, int unsettled) implements LinkSettings {
    public static final String KIND_NAME = "ip";
    /** 10 Mbit/s: cautious for a network, so that near a close too little is begun rather than too much. */
    private static final long CAUTIOUS_RATE = 1_250_000;

    private static final int MOST_SESSIONS = 1000;
    private static final int MOST_UNSETTLED = 1000;

    /** The link of a route that names none. */
    public static final IpLink IMPLICIT = new IpLink(KIND_NAME, CAUTIOUS_RATE, 1, 1, Link.UNSETTLED);

    public static final LinkKind KIND = new LinkKind(KIND_NAME,
            List.of("rate", "sessions", "sessions-per-site", "unsettled"),
            IpLink::read);

    private static Optional<LinkSettings> read(String name, Section section) {
        long rate = section.get("rate").flatMap(value -> value.rate()).orElse(CAUTIOUS_RATE);
        int sessions = section.get("sessions").flatMap(value -> value.number(1, MOST_SESSIONS)).orElse(1);
        int perSite = section.get("sessions-per-site").flatMap(value -> value.number(1, sessions)).orElse(1);
        int unsettled = section.get("unsettled").flatMap(value -> value.number(1, MOST_UNSETTLED))
                .orElse(Link.UNSETTLED);
        return Optional.of(new IpLink(name, rate, sessions, perSite, unsettled));
    }

    @Override
    public String kind() {
        return KIND_NAME;
    }
}

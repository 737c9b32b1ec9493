package org.packetboat.app.simulate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.packetboat.engine.route.AtClose;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.route.Reach;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.Tls;
import org.packetboat.schedules.plan.Calling;
import org.packetboat.schedules.plan.OpenTimes;

/** Nights for tests: sites at 2400 baud, in a night of twelve hours. */
final class Scenes {
    static final Instant EVENING = Instant.parse("2026-11-20T20:00:00Z");
    static final Calling SMOOTH = new Calling(Duration.ofSeconds(20), Duration.ofSeconds(2), 0);

    private Scenes() {}

    /** Minutes after the evening. */
    static Instant minute(int minute) {
        return EVENING.plus(Duration.ofMinutes(minute));
    }

    static Route route(String site, int opens, int closes, AtClose atClose) {
        return new Route(site, List.of(), OpenTimes.of(new Interval(minute(opens), minute(closes))), "night", "modem",
                new Reach.Smtp(Optional.of("host"), 25, Tls.OFF), 2, Duration.ofMinutes(1), Duration.ofHours(12),
                atClose, 240);
    }

    /** Sites s1, s2 ... that get so many bytes, divided among so many servers in turn. */
    static Scenario night(int sites, int servers, long bytes, Calling calling, double bitErrors) {
        List<String> names = IntStream.rangeClosed(1, servers).mapToObj(i -> "server-" + i).toList();
        List<SimulatedSite> all = IntStream.rangeClosed(1, sites)
                .mapToObj(i -> new SimulatedSite(route("s" + i, 60, 660, AtClose.CUT), names.get(i % servers),
                        new ParcelSize(bytes, bytes)))
                .toList();
        return new Scenario(new Interval(EVENING, minute(720)), names, all, calling, bitErrors);
    }

    static Scenario oneSite(Route route, long bytes, double bitErrors) {
        return new Scenario(new Interval(EVENING, minute(720)), List.of("server-1"),
                List.of(new SimulatedSite(route, "server-1", new ParcelSize(bytes, bytes))), SMOOTH, bitErrors);
    }
}

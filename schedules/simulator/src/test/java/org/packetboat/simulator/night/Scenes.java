package org.packetboat.simulator.night;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.packetboat.engine.peer.Tls;
import org.packetboat.engine.route.AtClose;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.Transport;
import org.packetboat.engine.route.Window;
import org.packetboat.engine.tariff.RateTimes;
import org.packetboat.engine.tariff.Rates;
import org.packetboat.engine.tariff.Tariff;
import org.packetboat.schedules.history.History;
import org.packetboat.schedules.night.Expected;
import org.packetboat.schedules.plan.question.Calling;
import org.packetboat.schedules.plan.question.Load;
import org.packetboat.schedules.plan.question.OpenTimes;
import org.packetboat.schedules.plan.question.PlanServer;
import org.packetboat.simulator.parcel.Brought;
import org.packetboat.simulator.parcel.ParcelSize;

/** Nights for tests: sites at 2400 baud, in a night of twelve hours. */
final class Scenes {
    static final Instant EVENING = Instant.parse("2026-11-20T20:00:00Z");
    static final Calling SMOOTH = new Calling(Duration.ofSeconds(20), Duration.ofSeconds(2), 0);

    /** What a line of 2400 baud carries, in bytes a second. */
    static final int RATE = 240;

    private Scenes() {}

    /** Minutes after the evening. */
    static Instant minute(int minute) {
        return EVENING.plus(Duration.ofMinutes(minute));
    }

    static Route route(String site, int opens, int closes, AtClose atClose) {
        return route(site, OpenTimes.of(new Interval(minute(opens), minute(closes))), atClose);
    }

    /** On a line of another speed, in bytes a second. */
    static Route route(String site, int opens, int closes, AtClose atClose, int rate) {
        return route(site, OpenTimes.of(new Interval(minute(opens), minute(closes))), atClose, rate);
    }

    /** Open again an hour later. */
    static Route twice(String site, int opens, int closes, AtClose atClose) {
        return route(site, OpenTimes.of(new Interval(minute(opens), minute(closes)),
                new Interval(minute(opens + 60), minute(closes + 60))), atClose);
    }

    private static Route route(String site, Window window, AtClose atClose) {
        return route(site, window, atClose, RATE);
    }

    private static Route route(String site, Window window, AtClose atClose, int rate) {
        return new Route(site, List.of(), window, "night", "modem",
                new Transport.Uucp(site, Optional.of("1"), Optional.empty(), Optional.empty()), 2,
                Duration.ofMinutes(1),
                Duration.ofHours(12),
                atClose, rate);
    }

    /** Sites s1, s2 ... that get so many bytes, sent by so many servers. */
    static Scenario night(int sites, int servers, long bytes, Calling calling, double bitErrors) {
        List<PlanServer> hub = IntStream.rangeClosed(1, servers).mapToObj(i -> PlanServer.withOneLine("server-" + i))
                .toList();
        List<SimulatedSite> all = IntStream.rangeClosed(1, sites)
                .mapToObj(i -> site(route("s" + i, 60, 660, AtClose.CUT), bytes, calling)).toList();
        return new Scenario(new Interval(EVENING, minute(720)), hub, all, new LineTerms(bitErrors, Outages.NONE),
                expected(calling));
    }

    static SimulatedSite site(Route route, long bytes, Calling calling) {
        return new SimulatedSite(route, new ParcelSize(bytes, bytes), calling, Brought.NOTHING);
    }

    /** Nothing is known of earlier nights. */
    static Expected expected(Calling calling) {
        return new Expected(calling, Load.UNCOMPRESSED, new History());
    }

    static Scenario oneSite(Route route, long bytes, double bitErrors) {
        return new Scenario(new Interval(EVENING, minute(720)), List.of(PlanServer.withOneLine("server-1")),
                List.of(site(route, bytes, SMOOTH)), new LineTerms(bitErrors, Outages.NONE), expected(SMOOTH));
    }

    /** The same on lines like these. */
    static Scenario on(Scenario scenario, LineTerms lines) {
        return new Scenario(scenario.night(), scenario.servers(), scenario.sites(), lines, scenario.expected());
    }

    /** The same with all windows open between these minutes after the evening. */
    static Scenario during(int opens, int closes, Scenario s) {
        return new Scenario(s.night(), s.servers(), s.sites().stream()
                .map(site -> new SimulatedSite(route(site.name(), opens, closes, AtClose.CUT), site.size(),
                        site.calling(), site.brings()))
                .toList(), s.lines(), s.expected());
    }

    /** The same with sites that have so many mails of so many bytes for the head office. */
    static Scenario bringing(int mails, long bytes, Scenario s) {
        Brought brings = new Brought(mails, new ParcelSize(bytes, bytes));
        return new Scenario(s.night(), s.servers(), s.sites().stream()
                .map(site -> new SimulatedSite(site.route(), site.size(), site.calling(), brings)).toList(), s.lines(),
                s.expected());
    }

    /** The same by SMTP; in batches the mail would be a quarter as long. */
    static Scenario bySmtp(Scenario s) {
        Transport smtp = new Transport.Smtp(Optional.of("host"), 25, Tls.OFF);
        return new Scenario(s.night(), s.servers(), s.sites().stream()
                .map(site -> new SimulatedSite(site.route().reachedBy(smtp),
                        new ParcelSize(site.size().mail(), site.size().mail() / 4), site.calling(),
                        site.brings()))
                .toList(), s.lines(), s.expected());
    }

    /** The same with calls like these. */
    static Scenario calling(Scenario s, Calling calling) {
        return new Scenario(s.night(), s.servers(), s.sites().stream()
                .map(site -> new SimulatedSite(site.route(), site.size(), calling, site.brings())).toList(), s.lines(),
                s.expected());
    }

    /** The same on lines that cost six cents a call and ten a begun minute. */
    static Scenario charged(Scenario s) {
        Tariff tariff = new Tariff("EUR", 60_000, 0, Duration.ofMinutes(1), new RateTimes() {
            @Override
            public Rates at(Instant at) {
                return new Rates(100_000, 0);
            }

            @Override
            public Optional<Instant> change(Instant after) {
                return Optional.empty();
            }
        });
        return new Scenario(s.night(), s.servers(), s.sites().stream()
                .map(site -> new SimulatedSite(site.route().on(site.route().terms().with(tariff)), site.size(),
                        site.calling(), site.brings()))
                .toList(), s.lines(), s.expected());
    }

    /** The same with a hub that reckons with calls like these. */
    static Scenario knowing(Scenario s, Calling calling) {
        return new Scenario(s.night(), s.servers(), s.sites(), s.lines(), expected(calling));
    }
}

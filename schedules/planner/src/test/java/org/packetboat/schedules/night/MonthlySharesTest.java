package org.packetboat.schedules.night;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.calls.DataUse;
import org.packetboat.engine.calls.MonthlyData;
import org.packetboat.engine.route.AtClose;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.Transport;
import org.packetboat.engine.route.Window;
import org.packetboat.engine.site.SiteLoad;

/** Who gets what is left of a month's data: ten days before it ends, a link has a megabyte of it left. */
class MonthlySharesTest {
    private static final Instant NOW = Instant.parse("2026-11-20T22:00:00Z");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant MONTH_ENDS = Instant.parse("2026-11-30T23:00:00Z");
    private static final long MEGABYTE = 1_000_000;

    private static SiteLoad load(String site, Window window, long bytes, Instant by, Instant from, boolean failing) {
        Route route = new Route(site, List.of(), window, "set", "line", new Transport.Maildir("x"), 2,
                Duration.ofMinutes(1), Duration.ofDays(5), AtClose.DRAIN, 100);
        MonthlyData month = new MonthlyData(1, MonthlyData.Beyond.STOP, BERLIN);
        return new SiteLoad(site, route, bytes, 1, Map.of(), by, from, Set.of("hub"), failing)
                .with(List.of(new DataUse("link line", month, 0, month.ends(NOW))));
    }

    private static SiteLoad well(String site, long bytes) {
        return load(site, Window.ALWAYS, bytes, Instant.MAX, Instant.MIN, false);
    }

    private static List<String> shares(SiteLoad... loads) {
        return MonthlyShares.of(List.of(loads), NOW).stream().map(load -> load.name() + " " + load.bytes()).toList();
    }

    /** Though it has more time, it gets its share: nobody knows whether the other can be reached at all. */
    @Test
    void whoFailedLastTakesWhatOthersLeave() {
        assertEquals(List.of("dead 400000", "dead next month 600000", "well 600000"),
                shares(load("dead", Window.ALWAYS, MEGABYTE, NOW.plusSeconds(60), Instant.MIN, true),
                        well("well", 600_000)));
    }

    @Test
    void whoRestsUntilTheNextMonthTakesNothingOfThisOne() {
        assertEquals(List.of("asleep 1000000", "well 1000000"),
                shares(load("asleep", Window.ALWAYS, MEGABYTE, NOW.plusSeconds(60), MONTH_ENDS, false),
                        well("well", MEGABYTE)));
    }

    @Test
    void whoseWindowOpensOnlyInTheNextMonthTakesNothingOfThisOne() {
        Interval later = new Interval(MONTH_ENDS.plusSeconds(3600), MONTH_ENDS.plusSeconds(7200));
        Window window = at -> at.isBefore(later.close()) ? Optional.of(later) : Optional.empty();
        SiteLoad shut = load("shut", window, MEGABYTE, NOW.plusSeconds(60), Instant.MIN, false);
        assertEquals(List.of("shut 1000000", "well 1000000"), shares(shut, well("well", MEGABYTE)));
        DataUse next = MonthlyShares.of(List.of(shut), NOW).getFirst().data().getFirst();
        assertEquals(Instant.parse("2026-12-31T23:00:00Z"), next.until());
    }

    /** Two that have to wait share the next month as they would share this one. */
    @Test
    void theNextMonthIsSharedToo() {
        assertEquals(List.of("a 700000", "b 300000", "b next month 400000"),
                shares(load("a", Window.ALWAYS, 700_000, Instant.MAX, MONTH_ENDS, false),
                        load("b", Window.ALWAYS, 700_000, Instant.MAX, MONTH_ENDS, false)));
    }

    @Test
    void whoCanNeverBeCalledTakesNothing() {
        assertEquals(List.of("down 1000000", "never 1000000", "well 1000000"),
                shares(load("down", Window.ALWAYS, MEGABYTE, NOW, Instant.MAX, false),
                        load("never", _ -> Optional.empty(), MEGABYTE, NOW, Instant.MIN, false),
                        well("well", MEGABYTE)));
    }
}

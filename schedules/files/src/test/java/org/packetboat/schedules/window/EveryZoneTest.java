package org.packetboat.schedules.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.route.Window;

/** Every day of 2026 to 2028 in every zone the JDK knows, against someone who looks at the wall clock. */
class EveryZoneTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);
    private static final LocalDate LAST = LocalDate.of(2028, 12, 31);
    private static final Set<DayOfWeek> DAILY = EnumSet.allOf(DayOfWeek.class);
    private static final Set<DayOfWeek> WORKDAYS = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);
    private static final List<Hours> HOURS = Stream.of("03:00-06:00", "02:15-02:45", "01:30-02:00", "01:00-03:00",
            "02:00-02:15", "23:30-00:30", "22:00-06:00", "00:00-00:15", "00:15-00:45", "23:00-00:00")
            .map(text -> Hours.between(LocalTime.parse(text.split("-")[0]), LocalTime.parse(text.split("-")[1])))
            .toList();
    private static final Hours WHOLE_DAY = Hours.between(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);
    /** One zone for each set of rules: a window depends on nothing else of its zone. */
    private static final Map<ZoneRules, ZoneId> ZONES = new LinkedHashMap<>();

    static {
        ZoneId.getAvailableZoneIds().stream().sorted().map(ZoneId::of)
                .forEach(zone -> ZONES.putIfAbsent(zone.getRules(), zone));
    }

    @Test
    void everyWindowOpensOnceOnEachOfItsDaysInEveryZone() {
        ZONES.forEach((rules, zone) -> {
            WallClockWatcher watcher = new WallClockWatcher(rules, FIRST, LAST);
            HOURS.forEach(hours -> compare(watcher, zone, DAILY, hours));
            compare(watcher, zone, WORKDAYS, WHOLE_DAY);
        });
    }

    private static void compare(WallClockWatcher watcher, ZoneId zone, Set<DayOfWeek> days, Hours hours) {
        Window window = RuleWindow.of(List.of(new Weekly(zone, days, Dates.NONE, hours)));
        List<Interval> expected = watcher.seen(FIRST.minusDays(1), LAST, days, hours);
        Instant at = expected.getFirst().close();
        for (Interval interval : expected.subList(1, expected.size())) {
            Instant middle = interval.open().plus(interval.left(interval.open()).dividedBy(2));
            assertEquals(Optional.of(interval), window.from(at), () -> zone + " " + hours);
            assertEquals(Optional.of(interval), window.from(middle), () -> zone + " " + hours);
            at = interval.close();
        }
    }

    @Test
    void theClockWatcherIsExactInTheseYears() {
        Instant from = FIRST.minusDays(3).atStartOfDay().toInstant(ZoneOffset.UTC);
        Instant to = LAST.plusDays(3).atStartOfDay().toInstant(ZoneOffset.UTC);
        for (ZoneRules rules : ZONES.keySet()) {
            assertEquals(0, rules.getOffset(from).getTotalSeconds() % WallClockWatcher.LOOK.toSeconds());
            ZoneOffsetTransition change = rules.nextTransition(from);
            while (change != null && change.getInstant().isBefore(to)) {
                assertEquals(0, change.getInstant().getEpochSecond() % WallClockWatcher.LOOK.toSeconds());
                change = rules.nextTransition(change.getInstant());
            }
        }
        assertTrue(ZONES.size() > 100, "zones with rules of their own: " + ZONES.size());
    }
}

package org.packetboat.schedules.file.link;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.packetboat.engine.calls.CallLimits;
import org.packetboat.engine.calls.MonthlyData;
import org.packetboat.schedules.file.window.Zones;
import org.packetboat.schedules.yaml.Section;
import org.packetboat.schedules.yaml.Value;

/** Reads how many calls may be made: {@code limits} of routes and links. */
public final class LimitsReader {
    private static final String[] KEYS = {"calls-per-hour", "calls-per-day", "minutes-per-day", "longest-call",
            "megabytes-per-month", "beyond", "zone"};
    private static final int MOST_CALLS = 100_000;
    private static final int DAY = 1440;
    private static final int MOST_MEGABYTES = 100_000_000;

    private LimitsReader() {}

    /** What the key {@code limits} of a route or link says. */
    public static CallLimits in(Section section) {
        return section.get("limits").flatMap(v -> v.section(KEYS)).map(LimitsReader::read).orElse(CallLimits.NONE);
    }

    private static CallLimits read(Section limits) {
        CallLimits calls = calls(limits);
        return data(limits).map(calls::with).orElse(calls);
    }

    /** A month needs a calendar: that of a zone. */
    private static Optional<MonthlyData> data(Section limits) {
        Optional<Value> month = limits.get(KEYS[4]);
        if (month.isEmpty()) {
            for (String key : List.of(KEYS[5], KEYS[6]))
                limits.get(key)
                        .ifPresent(value -> value.refuseAs("found it without " + KEYS[4] + "; expected " + KEYS[4]
                                + " beside it"));
            return Optional.empty();
        }
        MonthlyData.Beyond beyond = limits.get(KEYS[5]).flatMap(v -> v.oneOf(MonthlyData.Beyond.class))
                .orElse(MonthlyData.Beyond.STOP);
        boolean known = limits.need(KEYS[6], "the time zone in which months begin, like Europe/Berlin").isPresent();
        return month.get().number(1, MOST_MEGABYTES).flatMap(megabytes -> Zones.in(limits).filter(_ -> known)
                .map(zone -> new MonthlyData(megabytes, beyond, zone)));
    }

    private static CallLimits calls(Section limits) {
        return new CallLimits(number(limits, KEYS[0], MOST_CALLS), number(limits, KEYS[1], MOST_CALLS),
                number(limits, KEYS[2], DAY).map(Duration::ofMinutes),
                limits.get(KEYS[3]).flatMap(Value::duration));
    }

    private static Optional<Integer> number(Section limits, String key, int most) {
        return limits.get(key).flatMap(value -> value.number(1, most));
    }
}

package org.packetboat.schedules.file.link;

import java.time.Duration;
import java.util.Optional;
import org.packetboat.engine.calls.CallLimits;
import org.packetboat.schedules.yaml.Section;
import org.packetboat.schedules.yaml.Value;

/** Reads how many calls may be made: {@code limits} of routes and links. */
public final class LimitsReader {
    private static final String[] KEYS = {"calls-per-hour", "calls-per-day", "minutes-per-day", "longest-call"};
    private static final int MOST_CALLS = 100_000;
    private static final int DAY = 1440;

    private LimitsReader() {}

    /** What the key {@code limits} of a route or link says. */
    public static CallLimits in(Section section) {
        return section.get("limits").flatMap(v -> v.section(KEYS)).map(LimitsReader::read).orElse(CallLimits.NONE);
    }

    private static CallLimits read(Section limits) {
        return new CallLimits(number(limits, KEYS[0], MOST_CALLS), number(limits, KEYS[1], MOST_CALLS),
                number(limits, KEYS[2], DAY).map(Duration::ofMinutes),
                limits.get(KEYS[3]).flatMap(Value::duration));
    }

    private static Optional<Integer> number(Section limits, String key, int most) {
        return limits.get(key).flatMap(value -> value.number(1, most));
    }
}

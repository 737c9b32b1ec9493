package org.packetboat.engine.node;

import java.time.Duration;

/** Lengths of time as people say them. */
final class Ages {
    private Ages() {}

    /** The two largest units: {@code 3 d 4 h}, {@code 12 h}, {@code 40 s}. */
    static String describe(Duration age) {
        if (age.toDays() > 0) return pair(age.toDays(), "d", age.toHoursPart(), "h");
        if (age.toHours() > 0) return pair(age.toHours(), "h", age.toMinutesPart(), "min");
        if (age.toMinutes() > 0) return pair(age.toMinutes(), "min", age.toSecondsPart(), "s");
        return age.toSeconds() + " s";
    }

    private static String pair(long large, String largeUnit, int small, String smallUnit) {
        String first = large + " " + largeUnit;
        return small == 0 ? first : first + " " + small + " " + smallUnit;
    }
}

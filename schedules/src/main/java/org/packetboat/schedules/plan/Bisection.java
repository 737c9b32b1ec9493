package org.packetboat.schedules.plan;

import java.util.OptionalLong;
import java.util.function.LongPredicate;

/** Finds the least number that works, if more of it never does harm; else one that works, with one less that doesn't. */
final class Bisection {
    private Bisection() {}

    /** From 1 to most; empty if the most doesn't work. Small numbers are tried first. */
    static OptionalLong least(long most, LongPredicate works) {
        if (most < 1) return OptionalLong.empty();
        long enough = 1;
        long tooLittle = 0;
        while (!works.test(enough)) {
            if (enough == most) return OptionalLong.empty();
            tooLittle = enough;
            enough = Math.min(most, enough * 2);
        }
        return OptionalLong.of(between(tooLittle, enough, works));
    }

    /** The least above {@code tooLittle}, where {@code enough} is known to work. */
    static long between(long tooLittle, long enough, LongPredicate works) {
        while (enough - tooLittle > 1) {
            long middle = (enough + tooLittle) / 2;
            if (works.test(middle)) enough = middle;
            else
                tooLittle = middle;
        }
        return enough;
    }
}

package org.packetboat.schedules.plan;

import java.util.OptionalLong;
import java.util.function.LongPredicate;

/**
 * Finds the least number that works, if more of it never does harm; else one that works, with one less that doesn't.
 */
final class Bisection {
    private static final int MOST_TRIES = 6;

    private Bisection() {}

    /** From 1 to most, beginning near a guess; empty if the most doesn't work. */
    static OptionalLong least(long guess, long most, LongPredicate works) {
        if (most < 1) return OptionalLong.empty();
        long first = Math.clamp(guess, 1, most);
        if (works.test(first)) return OptionalLong.of(below(first, works));
        return first < most && works.test(most) ? OptionalLong.of(above(first, most, works)) : OptionalLong.empty();
    }

    private static long below(long enough, LongPredicate works) {
        long found = enough;
        long step = 1;
        while (step < found && works.test(found - step)) {
            found -= step;
            step *= 2;
        }
        return between(Math.max(0, found - step), found, works);
    }

    private static long above(long tooLittle, long most, LongPredicate works) {
        long last = tooLittle;
        long step = 1;
        while (last + step < most && !works.test(last + step)) {
            last += step;
            step *= 2;
        }
        return between(last, Math.min(most, last + step), works);
    }

    /** The first that works of a number and some larger ones, up to most; empty if none of a few does. */
    static OptionalLong from(long first, long most, LongPredicate works) {
        long more = 0;
        for (int tries = 0; tries < MOST_TRIES && first + more <= most; tries++) {
            if (works.test(first + more)) return OptionalLong.of(first + more);
            more = 2 * more + 1;
        }
        return OptionalLong.empty();
    }

    /** The least above {@code tooLittle}, where {@code enough} is known to work. */
    static long between(long tooLittle, long enough, LongPredicate works) {
        while (enough - tooLittle > 1) {
            long middle = (enough + tooLittle) / 2;
            if (works.test(middle)) enough = middle;
            else tooLittle = middle;
        }
        return enough;
    }
}

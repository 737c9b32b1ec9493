package org.packetboat.protocols.login;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Makes guessing slow: each failed login within ten minutes, on whatever line of this server, doubles the pause after
 * the next, from two seconds to a minute.
 */
public final class LoginThrottle {
    private static final Duration REMEMBERED = Duration.ofMinutes(10);
    private static final int MOST_DOUBLINGS = 6;
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final Deque<Instant> failures = new ArrayDeque<>();

    /** A login has failed: how long its line is to be left waiting. */
    public Duration failed(Instant now) {
        while (!failures.isEmpty() && failures.peek().plus(REMEMBERED).isBefore(now))
            failures.remove();
        failures.add(now);
        if (failures.size() >= MOST_DOUBLINGS) {
            failures.remove();
            return LONGEST;
        }
        return Duration.ofSeconds(1L << failures.size());
    }
}

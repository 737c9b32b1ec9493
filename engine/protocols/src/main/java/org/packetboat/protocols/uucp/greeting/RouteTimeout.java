package org.packetboat.protocols.uucp.greeting;

import java.time.Duration;
import java.time.Instant;

/**
 * How long the calling side holds a line on which no mail goes any more: mail that comes meanwhile needs no call of its
 * own. Where calls are charged by the minute, the rest of one that has begun is used, since it is paid for.
 *
 * @param quiet at least so long after anything was said about mail
 * @param unit  by which calls are charged; zero where a longer call costs nothing more
 */
public record RouteTimeout(Duration quiet, Duration unit) {
    /** The line goes down as soon as neither side has anything. */
    public static final RouteTimeout NONE = of(Duration.ZERO);
    private static final Duration FEW_SECONDS = Duration.ofSeconds(5);
    /** What a line does where nobody says otherwise, and it costs nothing. */
    public static final RouteTimeout USUAL = of(FEW_SECONDS);
    /** The same of one that is charged by the minute. */
    public static final RouteTimeout BY_THE_MINUTE = new RouteTimeout(FEW_SECONDS, Duration.ofMinutes(1));
    /** A call is charged from its answer on: so long before the modems have agreed, or a little less. */
    private static final Duration TRAINING = Duration.ofSeconds(10);
    /** What it takes to say goodbye and to hang up. */
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    /** @throws IllegalArgumentException if one is negative */
    public RouteTimeout {
        if (quiet.isNegative() || unit.isNegative()) throw new IllegalArgumentException(quiet + ", " + unit);
    }

    /** So long after anything was said, whatever it costs. */
    public static RouteTimeout of(Duration quiet) {
        return new RouteTimeout(quiet, Duration.ZERO);
    }

    /**
     * When the line goes down if nothing more is said.
     *
     * @param connected when it came up
     * @param said      when something was said last
     */
    public Instant ends(Instant connected, Instant said) {
        Instant least = said.plus(quiet);
        if (unit.isZero()) return least;
        Instant charged = connected.minus(TRAINING);
        long seconds = Duration.between(charged, least.plus(FAREWELL)).toSeconds();
        return charged.plus(unit.multipliedBy(seconds / unit.toSeconds() + 1)).minus(FAREWELL);
    }
}

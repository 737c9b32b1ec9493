package org.packetboat.simulator.world.terms;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.route.Window;

/** Windows that come again and again. */
public final class Openings {
    private Openings() {}

    /** Open for some time in each period, first at {@code phase} after the epoch. */
    public static Window every(Duration period, Duration phase, Duration length) {
        return at -> {
            long cycle = Math.floorDiv(at.toEpochMilli() - phase.toMillis(), period.toMillis());
            Instant open = Instant.ofEpochMilli(cycle * period.toMillis()).plus(phase);
            Instant next = at.isBefore(open.plus(length)) ? open : open.plus(period);
            return Optional.of(new Interval(next, next.plus(length)));
        };
    }
}

package org.packetboat.engine.mail;

import java.time.Instant;
import java.util.Optional;

/**
 * From when an envelope ages, and what bounds its life beside the route it takes.
 *
 * @param since when it came in, or was started anew by an operator, as the machine's clock as it goes today would have
 *              shown it
 * @param limit when whoever handed it on would have given it up; it is not kept longer than that
 */
public record Life(Instant since, Optional<Instant> limit) {
    /** Bounded by nothing but its route. */
    public static Life since(Instant since) {
        return new Life(since, Optional.empty());
    }

    /** When it ends, if its route gives it up then. */
    public Instant end(Instant byRoute) {
        return limit.filter(byRoute::isAfter).orElse(byRoute);
    }
}

package org.packetboat.engine.router;

import java.time.Instant;
import org.packetboat.engine.route.DomainPattern;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.choice.RouteCondition;
import org.packetboat.engine.route.choice.RouteState;

/**
 * What this server reaches by a route of its own.
 *
 * @param hops  1 to 16, as in {@link Entry}
 * @param until when that is expected to change; {@link Instant#MAX} if nobody knows
 */
public record LocalEntry(DomainPattern pattern, int hops, Instant until) {
    /** What a route of our own reaches, as it stands. */
    public static LocalEntry of(DomainPattern pattern, RouteCondition condition, Instant now) {
        int hops = condition.state(now).hops();
        Instant until = hops == RouteState.UNAVAILABLE_HOPS
                ? condition.start(now).orElse(Instant.MAX)
                : condition.route().window().from(now).map(Interval::close).orElse(Instant.MAX);
        return new LocalEntry(pattern, hops, until);
    }

    /** The same through one more server. */
    public LocalEntry further() {
        return new LocalEntry(pattern, hops < Route.HIGHEST_COST ? hops + 1 : hops, until);
    }
}

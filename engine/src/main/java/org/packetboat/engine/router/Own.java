package org.packetboat.engine.router;

import java.time.Instant;
import org.packetboat.engine.route.DomainPattern;

/**
 * What this server reaches by a route of its own.
 *
 * @param hops  1 to 16, as in {@link Entry}
 * @param until when that is expected to change; {@link Instant#MAX} if nobody knows
 */
public record Own(DomainPattern pattern, int hops, Instant until) {}

package org.packetboat.engine.node;

import java.time.Instant;
import java.util.Optional;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.route.choice.Choice;

/**
 * A domain's queue as people see it.
 *
 * @param site    the route that serves it; empty if none does
 * @param state   {@code sending}, {@code open}, {@code closed}, {@code resting}, {@code down}, {@code held} or
 *                {@code no-route}
 * @param hops    the hop count of that route: 1 to 14 open, 15 to be opened by mail, 16 unavailable, also where it
 *                rests, all hosts are down, or there is none
 * @param depth   envelopes waiting
 * @param bytes   of their messages
 * @param oldest  when the one that has waited longest arrived
 * @param next    when it is tried next, as far as is known
 * @param arrival when all of it is expected to be where it goes; empty if that isn't known
 * @param trouble why the oldest of it will not make it; empty if all is well as far as is known
 * @param choice  why that route, where the operator's cost has overruled the hop counts
 */
public record DomainStatus(Domain domain, Optional<String> site, String state, int hops, long depth, long bytes,
        Optional<Instant> oldest, Optional<Instant> next, Optional<Instant> arrival,
        Optional<Reply> lastReply, Optional<String> trouble,
        Optional<Choice.Overruled> choice) {}

package org.packetboat.engine.node;

import java.time.Instant;
import java.util.Optional;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Reply;

/**
 * A domain's queue as people see it.
 *
 * @param site    the route that serves it; empty if none does
 * @param state   {@code sending}, {@code open}, {@code closed}, {@code resting}, {@code held} or {@code no-route}
 * @param depth   envelopes waiting
 * @param bytes   of their messages
 * @param oldest  when the one that has waited longest arrived
 * @param next    when it is tried next, as far as is known
 * @param arrival when all of it is expected to be where it goes; empty if that isn't known
 * @param trouble why the oldest of it will not make it; empty if all is well as far as is known
 */
public record DomainStatus(Domain domain, Optional<String> site, String state, long depth, long bytes,
        Optional<Instant> oldest, Optional<Instant> next, Optional<Instant> arrival,
        Optional<Reply> lastReply, Optional<String> trouble) {}

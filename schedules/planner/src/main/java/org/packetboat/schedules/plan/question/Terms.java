package org.packetboat.schedules.plan.question;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What narrows when and by whom a site is served.
 *
 * @param notBefore the first instant of the first call (RFC 4865)
 * @param deliverBy the instant by which the last call has ended (RFC 2852)
 * @param servers   the names of those that may serve it; empty if any may
 * @param resumable whether a transfer may be cut at the end of a window and go on in a later one
 */
public record Terms(Optional<Instant> notBefore, Optional<Instant> deliverBy, List<String> servers,
        boolean resumable) {
    /** Any time, any server, in one piece. */
    public static final Terms NONE = new Terms(Optional.empty(), Optional.empty(), List.of(), false);

    public Terms {
        servers = List.copyOf(servers);
    }
}

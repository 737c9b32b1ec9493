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
 * @param allowance what limits its calls
 * @param resumable whether a transfer may be cut at the end of a window and go on in a later one
 */
public record Terms(Optional<Instant> notBefore, Optional<Instant> deliverBy, List<String> servers, Allowance allowance,
        boolean resumable) {
    /** Any time, any server, in one piece. */
    public static final Terms NONE = new Terms(Optional.empty(), Optional.empty(), List.of(), Allowance.NONE,
            false);

    public Terms {
        servers = List.copyOf(servers);
    }

    /** The same, not before this. */
    Terms from(Instant earliest) {
        return new Terms(Optional.of(earliest), deliverBy, servers, allowance, resumable);
    }

    /** The same, there by this instant; empty for whenever. */
    Terms by(Optional<Instant> latest) {
        return new Terms(notBefore, latest, servers, allowance, resumable);
    }

    /** The same, by these servers. */
    Terms servedBy(List<String> others) {
        return new Terms(notBefore, deliverBy, others, allowance, resumable);
    }

    /** The same with other limits. */
    Terms within(Allowance other) {
        return new Terms(notBefore, deliverBy, servers, other, resumable);
    }

    /** The same, resumable. */
    Terms resumed() {
        return new Terms(notBefore, deliverBy, servers, allowance, true);
    }
}

package org.packetboat.engine.site;

import java.time.Instant;
import java.util.Optional;
import org.packetboat.engine.calls.CallMeter;
import org.packetboat.engine.calls.RateMeter;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.route.Route;

/**
 * What few sites need at a time: wishes and suspicions. A site that only waits has none of it. Used by the node
 * only.
 */
final class SiteMemory {
    private final Flush flush = new Flush();
    private final Suspects suspects = new Suspects();
    private final Polling polling;
    private Optional<CallMeter> calls = Optional.empty();
    private Optional<RateMeter> rate = Optional.empty();
    private Instant busyUntil = Instant.MIN;
    private Instant outOfHoursUntil = Instant.MIN;

    SiteMemory(Route route) {
        polling = new Polling(route);
    }

    /** Takes over what is known of an earlier site. */
    void copy(SiteMemory earlier) {
        polling.copy(earlier.polling);
        flush.copy(earlier.flush);
        suspects.copy(earlier.suspects);
        outOfHoursUntil = earlier.outOfHoursUntil;
    }

    /** What limits the calls to it. */
    Optional<CallMeter> calls() {
        return calls;
    }

    void calls(CallMeter meter) {
        calls = Optional.of(meter);
    }

    Flush flush() {
        return flush;
    }

    /** What limits the messages that it is handed. */
    Optional<RateMeter> rate() {
        return rate;
    }

    void rate(Optional<RateMeter> meter) {
        rate = meter;
    }

    Suspects suspects() {
        return suspects;
    }

    Polling polling() {
        return polling;
    }

    /** Until when another session carries its mail. */
    Instant busyUntil() {
        return busyUntil;
    }

    void busyUntil(Instant until) {
        busyUntil = until;
    }

    /** Until when it is to be called though its window is shut. */
    Instant outOfHoursUntil() {
        return outOfHoursUntil;
    }

    void outOfHoursUntil(Instant until) {
        outOfHoursUntil = until;
    }

    boolean isSuspect(EnvelopeId id) {
        return suspects.contains(id);
    }
}

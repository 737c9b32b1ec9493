package org.packetboat.engine.forward;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.link.SessionFigures;
import org.packetboat.engine.mail.Envelope;

/** What a session has come to so far. */
final class SessionTally {
    private Optional<Instant> connected = Optional.empty();
    private SessionFigures figures = SessionFigures.NONE;
    private int settled;
    private long bytes;
    private boolean delivered;
    private boolean brokeOffAtMail;
    private boolean brokeOffAtSuspect;

    /** @return whether the session was broken off at this envelope */
    boolean settled(Envelope envelope, Collection<Outcome> outcomes, boolean heaps, boolean suspect) {
        settled++;
        bytes += envelope.message().size();
        boolean broken = !heaps && outcomes.stream().anyMatch(SessionTally::isBrokenOff);
        brokeOffAtMail |= broken;
        brokeOffAtSuspect |= broken && suspect;
        delivered |= outcomes.stream().anyMatch(o -> o instanceof Outcome.Delivered);
        return broken;
    }

    /** What can go on where it broke off is not the cause. */
    private static boolean isBrokenOff(Outcome outcome) {
        return outcome instanceof Outcome.Interrupted(long offset, var _) && offset == 0;
    }

    /** It says or asks something: whoever was called has answered by now. */
    void talks(Instant now) {
        if (connected.isEmpty()) connected = Optional.of(now);
    }

    /** Since when it has been talking; empty before. */
    Optional<Instant> connected() {
        return connected;
    }

    void figures(SessionFigures told) {
        figures = told;
    }

    /** What it has carried. */
    SessionFigures figures() {
        return figures.withMail(bytes, figures.mailIn());
    }

    /** Bytes over the line, both ways; where nobody counts these, of messages. */
    long carried() {
        long wire = figures.wireOut() + figures.wireIn();
        return wire == 0 ? bytes : wire;
    }

    /** How many envelopes it has told of. */
    int settled() {
        return settled;
    }

    long bytes() {
        return bytes;
    }

    /** Whether mail flowed. */
    boolean hasDelivered() {
        return delivered;
    }

    /** Whether it was broken off at one message, which is left for later. */
    boolean brokeOffAtMail() {
        return brokeOffAtMail;
    }

    /** Whether that message had ended a session before: then it is the cause, not the site. */
    boolean brokeOffAtSuspect() {
        return brokeOffAtSuspect;
    }
}

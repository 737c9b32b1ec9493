package org.packetboat.engine.route;

import java.time.Instant;
import java.util.Optional;
import org.packetboat.engine.mail.Envelope;

/** What becomes of a message that fits into no window of its route. */
public enum TooLarge {
    /** It is sent all the same, behind everything else and alone, and may go on after the window's close. */
    SEND_ALONE,
    /** It comes back to its sender at once. */
    RETURN,
    /** It goes by another route to its domain, if there is one into which it fits; else as with {@link #SEND_ALONE}. */
    NEXT_ROUTE;

    /** What people are told of an envelope that fits into no window of any of its routes; empty if it fits. */
    public static Optional<String> said(Envelope envelope, Policy policy, Instant now) {
        return policy.tooLargeFor(envelope, now).map(route -> why(envelope, route, policy, now) + "; "
                + switch (route.tooLarge()) {
                    case RETURN -> "it is returned at once";
                    case SEND_ALONE, NEXT_ROUTE -> "it is sent alone, and takes longer than the window";
                });
    }

    /** Why it does not fit. */
    public static String why(Envelope envelope, Route route, Policy policy, Instant now) {
        return "has " + envelope.message().size() + " bytes, more than any window of route " + route.site()
                + " carries: " + policy.routes().largest(route, now) + " bytes at " + route.rate() + " bytes/s";
    }
}

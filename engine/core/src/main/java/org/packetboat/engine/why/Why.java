package org.packetboat.engine.why;

import java.time.Instant;
import java.util.Optional;
import org.packetboat.engine.mail.Envelope;

/**
 * Why an envelope waits, and when it goes.
 *
 * @param route   the site and the window of its route, for people
 * @param cause   what it waits for
 * @param ahead   how many envelopes for its domain go before it; never more than {@link #MOST_COUNTED}
 * @param goes    when it can go at the earliest, if that is known and not now
 * @param arrives when it is expected to be there
 * @param ends    when it comes back to its sender if it has not gone by then
 * @param trouble why it will not make it, or not as it should; empty if all is well as far as is known
 */
public record Why(Envelope envelope, Optional<String> route, Cause cause, long ahead, Optional<Instant> goes,
        Optional<Instant> arrives, Instant ends, Optional<String> trouble) {
    /** More than so many are not counted. */
    public static final int MOST_COUNTED = 1000;
}

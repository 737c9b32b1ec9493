package org.packetboat.engine.forward;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.packetboat.engine.link.SessionFigures;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.EnvelopeId;

/**
 * A session under way, as people see it.
 *
 * @param envelopes settled so far
 * @param bytes     of messages, settled so far
 * @param figures   what else is known of it
 * @param parked    whether it waits for a reply while others have its place
 */
public record SessionStatus(String site, String link, Instant began, int envelopes, long bytes,
        Optional<Progress> progress, SessionFigures figures, boolean parked) {
    /**
     * How far the transfer under way is, in bytes of the message.
     *
     * @param resumed how much of it was there by an earlier session, as far as can be told
     * @param end when it will be over if it goes on like this; empty as long as nobody can tell
     */
    public record Progress(EnvelopeId id, long done, long size, long resumed, Optional<Instant> end) {
        private static final int FASTER = 10;
        private static final long FEW = 16 * 1024;

        /** When a transfer's progress was heard of first, and how much of it was there by an earlier session. */
        record Start(Instant at, long done) {
            static final Start NEVER = new Start(Instant.MIN, 0);

            /**
             * What was there then, if that is far more than the line can have carried since it was handed out.
             *
             * @param rate bytes per second of the line, as its route says; compression makes more of it
             */
            static Start of(long done, Duration since, long rate, Instant now) {
                long possible = FEW + FASTER * rate * (Math.max(0, since.toSeconds()) + 1);
                return new Start(now, done > possible ? done : 0);
            }
        }

        static Progress of(Envelope envelope, long done, Start start, Instant now) {
            long size = envelope.message().size();
            long millis = Duration.between(start.at(), now).toMillis();
            long here = done - start.done();
            Optional<Instant> end = here <= 0 || millis <= 0
                    ? Optional.empty()
                    : Optional.of(now.plusMillis((long) (millis * ((double) Math.max(0, size - done) / here))));
            return new Progress(envelope.id(), done, size, start.done(), end);
        }
    }
}

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
     * @param end when it will be over if it goes on like this; empty as long as nobody can tell
     */
    public record Progress(EnvelopeId id, long done, long size, Optional<Instant> end) {
        /** @param first when its progress was heard of first */
        static Progress of(Envelope envelope, long done, Instant first, Instant now) {
            long size = envelope.message().size();
            long millis = Duration.between(first, now).toMillis();
            Optional<Instant> end = done <= 0 || millis <= 0
                    ? Optional.empty()
                    : Optional.of(now.plusMillis((long) (millis * ((double) Math.max(0, size - done) / done))));
            return new Progress(envelope.id(), done, size, end);
        }
    }
}

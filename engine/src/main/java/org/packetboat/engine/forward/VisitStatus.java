package org.packetboat.engine.forward;

import java.time.Instant;
import java.util.Optional;
import org.packetboat.engine.mail.EnvelopeId;

/**
 * A session under way, as people see it.
 *
 * @param envelopes settled so far
 * @param bytes     of messages, settled so far
 */
public record VisitStatus(String site, String link, Instant began, int envelopes, long bytes,
        Optional<Progress> progress) {
    /** How far the transfer under way is, in bytes of the message. */
    public record Progress(EnvelopeId id, long done, long size) {}
}

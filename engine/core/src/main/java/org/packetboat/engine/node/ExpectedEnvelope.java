package org.packetboat.engine.node;

import java.time.Instant;
import java.util.Optional;

import org.packetboat.engine.mail.Envelope;

/**
 * An envelope with when it is expected to be where it goes.
 *
 * @param arrival as {@link BatchSite#expected} has it; empty if that isn't known
 * @param trouble why it will not make it, or not as it should; empty if all is well as far as is known
 */
public record ExpectedEnvelope(Envelope envelope, Optional<Instant> arrival, Optional<String> trouble) {}

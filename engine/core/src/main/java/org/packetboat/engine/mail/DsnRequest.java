package org.packetboat.engine.mail;

import java.util.Optional;

/**
 * What a sender asks of notices about a message as a whole (RFC 3461); what he asks of those about a recipient stands
 * with the {@link Recipient}.
 *
 * @param returned     RET: what a failure notice carries back
 * @param envelopeName ENVID as xtext, unchanged
 */
public record DsnRequest(ReturnContent returned, Optional<String> envelopeName) {
    /** Nothing was asked: the whole message comes back. */
    public static final DsnRequest NONE = new DsnRequest(ReturnContent.FULL, Optional.empty());
}

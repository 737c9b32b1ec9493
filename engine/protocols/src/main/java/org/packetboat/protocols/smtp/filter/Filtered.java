package org.packetboat.protocols.smtp.filter;

import java.util.List;
import java.util.Optional;
import org.packetboat.engine.intake.Incoming;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.mail.Address;

/**
 * What filters have made of a message.
 *
 * @param verdict whether it is taken; all else counts only if it passed
 * @param head    its header with our trace line, up to the body's first byte
 * @param body    where its body stands
 * @param from    where in that its body begins
 * @param to      its envelope
 * @param hold    why it is to be held, if it is
 * @param space   what the body takes up, if it was replaced; to be given up when all is read
 */
public record Filtered(Verdict verdict, byte[] head, Body body, long from, Envelope to, Optional<String> hold,
        Optional<Incoming> space) {
    /**
     * Sender and recipients.
     *
     * @param sender     empty for the null path
     * @param recipients without those that a filter took away; those that one added are the last
     */
    public record Envelope(Optional<Address> sender, List<Address> recipients) {
        public Envelope {
            recipients = List.copyOf(recipients);
        }
    }

    /** Gives up what the body takes up. */
    public void release() {
        space.ifPresent(Incoming::abandon);
    }
}

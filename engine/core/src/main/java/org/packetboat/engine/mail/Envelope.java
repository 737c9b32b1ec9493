package org.packetboat.engine.mail;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What waits in the queue: one message for the recipients it has at one destination domain.
 *
 * @param id          its name
 * @param message     the message it carries
 * @param destination the domain whose queue it waits in
 * @param recipients  who at that domain has not been settled yet; never empty
 * @param priority    its place in that queue
 * @param notBefore   not to be sent earlier (RFC 4865); the arrival time where nobody asked
 * @param deliverBy   when it should have arrived, and what happens else (RFC 2852)
 * @param expires     when it comes back to its sender as "Failed to deliver."
 * @param attempts    how often it was tried; a closed route counts for nothing
 * @param due         the earliest time of its next attempt
 * @param lastReply   what the last attempt was told
 * @param held        whether an operator holds it back
 * @param alone       whether it is the only envelope of its message
 */
public record Envelope(EnvelopeId id, Message message, Domain destination, List<Recipient> recipients,
        Priority priority, Instant notBefore, Optional<DeliverBy> deliverBy, Instant expires, int attempts, Instant due,
        Optional<Reply> lastReply, boolean held, boolean alone) {
    /** @throws IllegalArgumentException without a recipient */
    public Envelope {
        recipients = List.copyOf(recipients);
        if (recipients.isEmpty()) throw new IllegalArgumentException("envelope " + id + " has no recipient");
    }

    /** By when it has to go: its deliver-by or, without one, its expiry. */
    public Instant by() {
        return deliverBy.map(DeliverBy::at).orElse(expires);
    }

    /** The envelope after an attempt that left these recipients for a later one. */
    public Envelope deferred(List<Recipient> remaining, Instant nextDue, Reply why) {
        return new Envelope(id, message, destination, remaining, priority, notBefore, deliverBy, expires, attempts + 1,
                nextDue, Optional.of(why), held, alone);
    }

    /** The envelope with fewer recipients, which don't count as tried. */
    public Envelope remaining(List<Recipient> left) {
        return new Envelope(id, message, destination, left, priority, notBefore, deliverBy, expires, attempts, due,
                lastReply, held, alone);
    }

    /** The envelope as if it had just come in; what is to be returned at a time is not kept for longer by that. */
    public Envelope requeued(Instant now, Instant nowExpires) {
        return new Envelope(id, message, destination, recipients, priority, notBefore, deliverBy,
                deliverBy.map(by -> by.orSooner(nowExpires)).orElse(nowExpires), 0,
                notBefore.isAfter(now) ? notBefore : now, Optional.empty(), held, alone);
    }

    /** The envelope as people see it: calls that did not reach its site are attempts, too. */
    public Envelope called(int calls, Optional<Reply> reply) {
        return new Envelope(id, message, destination, recipients, priority, notBefore, deliverBy, expires,
                attempts + calls, due, reply.or(() -> lastReply), held, alone);
    }

    /** Let go again by the operator: it is due now, and what was tried before was not tried with it. */
    public Envelope released(Instant now) {
        return new Envelope(id, message, destination, recipients, priority, notBefore, deliverBy, expires, attempts,
                due.isAfter(now) ? due : now, lastReply, false, alone);
    }

    /** Held back by the operator, or not. */
    public Envelope held(boolean nowHeld) {
        return new Envelope(id, message, destination, recipients, priority, notBefore, deliverBy, expires, attempts,
                due, lastReply, nowHeld, alone);
    }
}

package org.packetboat.engine.accept;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.BigSendName;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Life;
import org.packetboat.engine.mail.Message;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.route.Policy;

/**
 * Divides a submission: names are expanded, doubles dropped, and each destination gets one envelope. A destination is a
 * domain, or a site where recipients live by their list.
 */
public final class Envelopes {
    private Envelopes() {}

    /** The message's facts, as its submission tells them. */
    public static Message message(Submission s, QueueId id, long size, Instant now) {
        return new Message(id, now, s.sender(), size, s.encoding().eightBit(), s.encoding().international(),
                s.dsn().returned(), s.dsn().envelopeName(), s.options().bigSend().map(BigSendName::text), s.origin());
    }

    /**
     * One envelope for each destination, in the order in which they first came up. Recipients whose list was not read
     * yet go by their domain.
     */
    public static List<Envelope> divide(Submission s, Message message, Policy policy) {
        Map<Domain, Map<Address, Recipient>> byDomain = new LinkedHashMap<>();
        for (Recipient recipient : s.recipients()) {
            for (Address member : policy.expand(recipient.address()))
                place(recipient, policy.home(member), byDomain);
        }
        return envelopes(s, message, policy, byDomain);
    }

    /**
     * The same of mail that can still be put off; empty if where some of its recipients live is not known yet. Each is
     * looked up once: a list may go in between.
     */
    static Optional<List<Envelope>> divideIfKnown(Submission s, Message message, Policy policy) {
        Map<Domain, Map<Address, Recipient>> byDomain = new LinkedHashMap<>();
        for (Recipient recipient : s.recipients()) {
            for (Address address : policy.expand(recipient.address())) {
                KnownRecipients.Member member = KnownRecipients.Member.of(address, policy);
                if (member.isNotKnownYet()) return Optional.empty();
                place(recipient, policy.home(address, member.finding()), byDomain);
            }
        }
        return Optional.of(envelopes(s, message, policy, byDomain));
    }

    private static void place(Recipient recipient, Policy.Home home, Map<Domain, Map<Address, Recipient>> byDomain) {
        byDomain.computeIfAbsent(home.domain(), _ -> new LinkedHashMap<>()).putIfAbsent(home.address(),
                new Recipient(home.address(), recipient.wanted(), recipient.original()));
    }

    private static List<Envelope> envelopes(Submission s, Message message, Policy policy,
            Map<Domain, Map<Address, Recipient>> byDomain) {
        List<Envelope> envelopes = new ArrayList<>(byDomain.size());
        byDomain.forEach((domain, recipients) -> envelopes.add(
                envelope(s, message, policy, domain, List.copyOf(recipients.values()),
                        new EnvelopeId(message.id(), envelopes.size()), byDomain.size() == 1)));
        return envelopes;
    }

    private static Envelope envelope(Submission s, Message message, Policy policy, Domain domain,
            List<Recipient> recipients, EnvelopeId id, boolean alone) {
        Instant notBefore = s.options().notBefore().filter(message.arrived()::isBefore).orElse(message.arrived());
        Envelope envelope = new Envelope(id, message, domain, recipients,
                new Envelope.DeliveryOptions(s.options().priority(), notBefore, s.options().deliverBy()),
                life(s, message),
                Instant.MAX, Envelope.Retry.first(notBefore), false, alone);
        return envelope.expiring(policy.end(envelope));
    }

    /** A limit that had passed before the mail came was told by a clock that is not like ours. */
    private static Life life(Submission s, Message message) {
        return new Life(message.arrived(), s.expires().filter(message.arrived()::isBefore));
    }
}

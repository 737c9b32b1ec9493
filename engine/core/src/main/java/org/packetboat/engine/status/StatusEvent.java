package org.packetboat.engine.status;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.packetboat.engine.link.SessionFigures;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Message;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.tariff.Money;

/** Something an operator may want to know. Told after it is durable. */
public sealed interface StatusEvent {
    Instant at();

    /** An event in the life of one message; {@code batch} is the big send it belongs to. */
    sealed interface OfMessage extends StatusEvent {
        QueueId message();

        Optional<String> batch();
    }

    /** An event in the life of one envelope. */
    sealed interface OfEnvelope extends OfMessage {
        EnvelopeId id();

        @Override
        default QueueId message() {
            return id().message();
        }
    }

    /**
     * By what people know a message: for who looks for it later.
     *
     * @param messageId  its Message-ID as it stands there, with its brackets (RFC 5322 section 3.6.4), shortened
     * @param subject    its subject as it stands there, unfolded and not decoded, shortened
     * @param recipients to whom it goes, in the order of its envelopes
     */
    record Heading(Optional<String> messageId, Optional<String> subject, List<Address> recipients) {
        /** Nothing is known. */
        public static final Heading NONE = new Heading(Optional.empty(), Optional.empty(), List.of());

        public Heading {
            recipients = List.copyOf(recipients);
        }
    }

    /** Commit A is done. @param heading by what people know it; {@link Heading#NONE} in what earlier versions wrote */
    record Accepted(Instant at, Message about, List<Domain> destinations, int recipients, Heading heading)
            implements
                OfMessage {
        /** One of which no more is known. */
        public Accepted(Instant at, Message about, List<Domain> destinations, int recipients) {
            this(at, about, destinations, recipients, Heading.NONE);
        }

        @Override
        public QueueId message() {
            return about.id();
        }

        @Override
        public Optional<String> batch() {
            return about.batch();
        }
    }

    /**
     * A message that was accepted before came in again, and was not taken a second time for these recipients.
     *
     * @param name   by which it was known
     * @param origin where it came from this time
     */
    record Repeated(Instant at, QueueId message, Optional<String> batch, String name, String origin,
            List<Address> recipients) implements OfMessage {}

    /**
     * A message came under a name under which another text was accepted before; it was taken.
     *
     * @param before the last message of that name
     */
    record NameReused(Instant at, QueueId message, Optional<String> batch, String name, String origin, QueueId before)
            implements
                OfMessage {}

    /** A session was given it to send: to so many recipients, of so many bytes. */
    record Sending(Instant at, EnvelopeId id, Optional<String> batch, String site, int recipients, long bytes)
            implements
                OfEnvelope {}

    /** A long transfer has come this far, in bytes of the message. Told now and then only. */
    record Progress(Instant at, EnvelopeId id, Optional<String> batch, String site, long done, long bytes)
            implements
                OfEnvelope {}

    record Delivered(Instant at, EnvelopeId id, Optional<String> batch, String site, Address recipient, Reply reply,
            Duration age) implements OfEnvelope {}

    /**
     * Another Packetboat has it, which is not yet its recipient (RFC 3464 section 2.3.3). What became of it is told
     * later, as {@link Delivered} or {@link Refused}, if that server tells it.
     *
     * @param awaited whether it will
     */
    record Relayed(Instant at, EnvelopeId id, Optional<String> batch, String site, Address recipient, Reply reply,
            Duration age, boolean awaited) implements OfEnvelope {}

    record Deferred(Instant at, EnvelopeId id, Optional<String> batch, String site, Address recipient, Reply reply,
            Instant next) implements OfEnvelope {}

    record Refused(Instant at, EnvelopeId id, Optional<String> batch, String site, Address recipient, Reply reply)
            implements
                OfEnvelope {}

    /** MSDEAD ran out for a recipient. */
    record Expired(Instant at, EnvelopeId id, Optional<String> batch, Address recipient, Optional<Reply> lastReply)
            implements
                OfEnvelope {}

    /** The time by which its sender wanted it delivered has passed (RFC 2852, by-mode N); it goes on. */
    record Overdue(Instant at, EnvelopeId id, Optional<String> batch, Instant deliverBy) implements OfEnvelope {}

    /**
     * Something was done to it that ends nothing.
     *
     * @param what "held", "released", "requeued" or "resent" by an operator; "offered" to its recipients, or
     *             "requested" by one
     */
    record Handled(Instant at, EnvelopeId id, Optional<String> batch, String what) implements OfEnvelope {}

    /** An operator took it out of the queue. */
    record Deleted(Instant at, EnvelopeId id, Optional<String> batch, List<Address> recipients) implements OfEnvelope {}

    /**
     * It was taken out of the queue with its big send: an operator aborted it, or another edition took its place. Or
     * it offers large mail, and that has gone.
     *
     * @param replacedBy the message of that edition
     */
    record Withdrawn(Instant at, EnvelopeId id, Optional<String> batch, List<Address> recipients, String why,
            Optional<QueueId> replacedBy) implements OfEnvelope {}

    /** A notice about {@code message} entered the queue as {@code notice}. */
    record NoticeSent(Instant at, QueueId message, Optional<String> batch, QueueId notice, Address to, String kind)
            implements
                OfMessage {}

    /** A notice could not be delivered itself; it is kept among the dead. */
    record Died(Instant at, EnvelopeId id, Optional<String> batch, String why) implements OfEnvelope {}

    record SessionOpened(Instant at, String site, String link) implements StatusEvent {}

    /**
     * A session is over.
     *
     * @param figures what else is known of it
     * @param charge  what it cost by its link's tariff; empty if it has none, it reached nobody, or they called us
     */
    record SessionEnded(Instant at, String site, String link, Duration lasted, int envelopes, long bytes, String how,
            SessionFigures figures, Optional<Money> charge) implements StatusEvent {
        /** One that cost nothing. */
        public SessionEnded(Instant at, String site, String link, Duration lasted, int envelopes, long bytes,
                String how, SessionFigures figures) {
            this(at, site, link, lasted, envelopes, bytes, how, figures, Optional.empty());
        }

        /** One of which nothing else is known. */
        public SessionEnded(Instant at, String site, String link, Duration lasted, int envelopes, long bytes,
                String how) {
            this(at, site, link, lasted, envelopes, bytes, how, SessionFigures.NONE);
        }
    }

    record WindowOpened(Instant at, String site, Instant closes) implements StatusEvent {}

    record WindowClosed(Instant at, String site) implements StatusEvent {}

    /** A window closed while mail was still waiting for its site. */
    record WindowMissed(Instant at, String site, long envelopes, Optional<Reply> lastReply) implements StatusEvent {}

    /** A window closed while mail of a big send was still waiting for its site. */
    record BatchMissed(Instant at, String name, String site, long envelopes, Optional<Reply> lastReply)
            implements
                StatusEvent {}

    /**
     * A message of a big send goes on to a stage, waits for the next, or was paused, stopped, resumed or aborted.
     *
     * @param stage the one it is in, from 1
     * @param what  what has happened, in words
     */
    record BatchStage(Instant at, String name, QueueId message, int stage, int stages, String what)
            implements
                StatusEvent {}

    /** Something the operator should look at, which concerns no one message. */
    record Trouble(Instant at, String what) implements StatusEvent {}

    /** A reader was away for so long that up to {@code count} events before this one had to go. */
    record EventsLost(Instant at, String reader, long count) implements StatusEvent {}
}

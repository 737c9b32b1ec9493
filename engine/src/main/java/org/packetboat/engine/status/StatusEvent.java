package org.packetboat.engine.status;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Message;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Reply;

/** Something an operator may want to know. Told after it is durable. */
public sealed interface StatusEvent {
    Instant at();

    /** An event in the life of one message; {@code id} is the queue id or envelope id it is filed under. */
    sealed interface OfMessage extends StatusEvent {
        QueueId message();
    }

    /** Commit A is done. */
    record Accepted(Instant at, Message about, List<Domain> destinations, int recipients) implements OfMessage {
        @Override
        public QueueId message() {
            return about.id();
        }
    }

    record Delivered(Instant at, EnvelopeId id, String site, Address recipient, Reply reply, Duration age)
            implements
                OfMessage {
        @Override
        public QueueId message() {
            return id.message();
        }
    }

    record Deferred(Instant at, EnvelopeId id, String site, Address recipient, Reply reply, Instant next)
            implements
                OfMessage {
        @Override
        public QueueId message() {
            return id.message();
        }
    }

    record Refused(Instant at, EnvelopeId id, String site, Address recipient, Reply reply) implements OfMessage {
        @Override
        public QueueId message() {
            return id.message();
        }
    }

    /** MSDEAD ran out for a recipient. */
    record Expired(Instant at, EnvelopeId id, Address recipient, Optional<Reply> lastReply) implements OfMessage {
        @Override
        public QueueId message() {
            return id.message();
        }
    }

    /** The time by which its sender wanted it delivered has passed (RFC 2852, by-mode N); it goes on. */
    record Overdue(Instant at, EnvelopeId id, Instant deliverBy) implements OfMessage {
        @Override
        public QueueId message() {
            return id.message();
        }
    }

    /** An operator took it out of the queue. */
    record Deleted(Instant at, EnvelopeId id) implements OfMessage {
        @Override
        public QueueId message() {
            return id.message();
        }
    }

    /** A notice about {@code message} entered the queue as {@code notice}. */
    record NoticeSent(Instant at, QueueId message, QueueId notice, Address to, String kind) implements OfMessage {}

    /** A notice could not be delivered itself; it is kept among the dead. */
    record Died(Instant at, EnvelopeId id, String why) implements OfMessage {
        @Override
        public QueueId message() {
            return id.message();
        }
    }

    record SessionOpened(Instant at, String site, String link) implements StatusEvent {}

    record SessionEnded(Instant at, String site, String link, Duration lasted, int envelopes, long bytes, String how)
            implements
                StatusEvent {}

    record WindowOpened(Instant at, String site, Instant closes) implements StatusEvent {}

    record WindowClosed(Instant at, String site) implements StatusEvent {}

    /** A window closed while mail was still waiting for its site. */
    record WindowMissed(Instant at, String site, long envelopes, Optional<Reply> lastReply) implements StatusEvent {}

    /** Something the operator should look at, which concerns no one message. */
    record Trouble(Instant at, String what) implements StatusEvent {}
}

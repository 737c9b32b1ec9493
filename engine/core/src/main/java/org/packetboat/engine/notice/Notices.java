package org.packetboat.engine.notice;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.packetboat.engine.accept.Envelopes;
import org.packetboat.engine.accept.Returns;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.Message;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.queue.QueueBatch;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.store.UnreadableException;

/**
 * Puts notices into the queue, as part of the batch that makes them necessary: an ordinary message with a null return
 * path. Nobody is told of the fate of a notice, and nobody who did not want to be.
 */
public final class Notices implements Returns {
    private static final Body NOTHING = new Body() {
        @Override
        public long size() {
            return 0;
        }

        @Override
        public byte[] read(long offset, int most) {
            return new byte[0];
        }
    };

    private final MailQueue queue;

    public Notices(MailQueue queue) {
        this.queue = queue;
    }

    /**
     * Adds the notice to the batch, with those entries whose sender wants to hear of them; none if nobody wants to
     * hear. What one batch tells of one message, of one kind, is one notice: a message to a thousand domains that
     * expires makes no thousand.
     */
    public void add(QueueBatch batch, Notice notice, Policy policy, Instant now) {
        add(batch, notice, () -> queue.body(notice.about()), policy, now);
    }

    /** Tells of a message that is not in the queue. */
    @Override
    public void add(QueueBatch batch, Message about, List<Recipient> recipients, Reply why, Body header, Policy policy,
            Instant now) {
        List<Notice.Entry> entries = recipients.stream().map(r -> new Notice.Entry(r, why)).toList();
        add(batch, new Notice(NoticeKind.FAILED, about, entries, Optional.empty(), Optional.empty()), () -> header,
                policy, now);
    }

    private void add(QueueBatch batch, Notice notice, Supplier<Body> body, Policy policy, Instant now) {
        Notice wanted = notice.wanted();
        Optional<Address> sender = notice.about().sender();
        if (sender.isEmpty() || wanted.entries().isEmpty()) return;
        Together together = (Together) batch.last(new Subject(notice.kind(), notice.about().id()),
                () -> new Together(sender.get(), body, policy, now));
        together.add(wanted);
    }

    /** What notices of one batch have to have in common to be one. */
    private record Subject(NoticeKind kind, QueueId about) {}

    /** Notices of one batch that become one. */
    private final class Together implements QueueBatch.Last {
        private final Address to;
        private final Supplier<Body> body;
        private final Policy policy;
        private final Instant now;
        private Optional<Notice> all = Optional.empty();

        Together(Address to, Supplier<Body> body, Policy policy, Instant now) {
            this.to = to;
            this.body = body;
            this.policy = policy;
            this.now = now;
        }

        void add(Notice one) {
            all = Optional.of(all.map(before -> before.with(one)).orElse(one));
        }

        @Override
        public void write(QueueBatch batch) {
            Notice notice = all.orElseThrow();
            QueueId id = queue.newId();
            byte[] bytes = Notices.write(policy.server(), id, notice, body, now);
            Submission submission = Submission.plain(Optional.empty(), List.of(Recipient.of(to).silent()), "notice")
                    .withInternational(to.isInternational());
            Message message = Envelopes.message(submission, id, bytes.length, now);
            List<Envelope> envelopes = Envelopes.divide(submission, message, policy);
            if (!envelopes.isEmpty()) batch.bytes(id, bytes);
            envelopes.forEach(batch::add);
            batch.tell(new StatusEvent.NoticeSent(now, notice.about().id(), notice.about().batch(), id, to,
                    notice.kind().action()));
        }
    }

    /** Without anything of the message if that is damaged: its sender is told all the same. */
    private static byte[] write(String server, QueueId id, Notice notice, Supplier<Body> body, Instant now) {
        try {
            return NoticeWriter.write(server, id, notice, body.get(), now);
        } catch (UnreadableException damaged) {
            return NoticeWriter.write(server, id, notice, NOTHING, now);
        }
    }
}

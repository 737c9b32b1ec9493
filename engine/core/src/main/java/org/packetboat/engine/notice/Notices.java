package org.packetboat.engine.notice;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
import org.packetboat.engine.queue.SenderNotes;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.route.Reporting;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.store.UnreadableException;

/**
 * Puts notices into the queue, as part of the batch that makes them necessary: an ordinary message with a null return
 * path. Nobody is told of the fate of a notice, and nobody who did not want to be.
 */
public final class Notices implements Returns {
    private static final Duration AGAIN = Duration.ofMinutes(1);
    /** So many recipients fill a notice: what waits beyond them is told in the next one. */
    private static final int LARGEST = 500;

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
     * expires makes no thousand. Failures while others of the message's recipients are on their way wait for
     * {@link Reporting#gather}, and for no more than the last of them: what fails until then is told with them.
     */
    public void add(QueueBatch batch, Notice notice, Policy policy, Instant now) {
        add(batch, notice, () -> queue.body(notice.about()), policy, now);
    }

    /** The same, and failures don't wait for others. */
    public void addAtOnce(QueueBatch batch, Notice notice, Policy policy, Instant now) {
        add(batch, notice, () -> queue.body(notice.about()), policy, now).ifPresent(Together::atOnce);
    }

    /** Tells of a message that is not in the queue. */
    @Override
    public void add(QueueBatch batch, Message about, List<Recipient> recipients, Reply why, Body header, Policy policy,
            Instant now) {
        List<Notice.Entry> entries = recipients.stream().map(r -> new Notice.Entry(r, why)).toList();
        add(batch, new Notice(NoticeKind.FAILED, about, entries, Optional.empty(), Optional.empty()), () -> header,
                policy, now).ifPresent(Together::atOnce);
    }

    private Optional<Together> add(QueueBatch batch, Notice notice, Supplier<Body> body, Policy policy, Instant now) {
        Notice wanted = notice.wanted();
        if (notice.about().sender().isEmpty() || wanted.entries().isEmpty()) return Optional.empty();
        Together together = together(batch, new Subject(notice.kind(), notice.about().id()), policy, now);
        together.add(wanted, body);
        return Optional.of(together);
    }

    private Together together(QueueBatch batch, Subject subject, Policy policy, Instant now) {
        return (Together) batch.last(subject, () -> new Together(subject.about(), policy, now));
    }

    /** Tells the failures of a message that have waited long enough, and those that wait with them. */
    public void addWaiting(QueueBatch batch, QueueId about, Policy policy, Instant now) {
        if (queue.notes().isDue(about, now))
            together(batch, new Subject(NoticeKind.FAILED, about), policy, now).atOnce();
    }

    /** What a failure that waits is to tell; empty if that can't be read. */
    public static Optional<Notice> read(SenderNotes.Note note) {
        try {
            return Optional.of(NoticeCodec.decode(note.what()));
        } catch (RuntimeException damaged) {
            return Optional.empty();
        }
    }

    /** What notices of one batch have to have in common to be one. */
    private record Subject(NoticeKind kind, QueueId about) {}

    /** Notices of one batch that become one. */
    private final class Together implements QueueBatch.Last {
        private final QueueId about;
        private final Policy policy;
        private final Instant now;
        private final List<Notice> all = new ArrayList<>();
        private Supplier<Body> body = () -> NOTHING;
        private boolean atOnce;

        Together(QueueId about, Policy policy, Instant now) {
            this.about = about;
            this.policy = policy;
            this.now = now;
        }

        void add(Notice one, Supplier<Body> its) {
            all.add(one);
            body = its;
        }

        void atOnce() {
            atOnce = true;
        }

        @Override
        public void write(QueueBatch batch) {
            boolean failed = all.isEmpty() || all.getFirst().kind() == NoticeKind.FAILED;
            if (!failed) send(batch, Notice.joined(all));
            else if (atOnce || batch.ends(about)) sendWithWaiting(batch);
            else wait(batch, Notice.joined(all));
        }

        private void wait(QueueBatch batch, Notice notice) {
            batch.note(about, NoticeCodec.encode(notice), returnable(notice.about(), body),
                    now.plus(policy.reporting().gather()));
        }

        /** What another batch takes out is told by that, or again by its timer. */
        private void sendWithWaiting(QueueBatch batch) {
            List<Notice> several = new ArrayList<>();
            boolean took = batch.takeNotes(about, note -> takes(batch, note, several), now);
            if (!took && all.isEmpty()) batch.remindOfNotes(about, now.plus(AGAIN));
            several.addAll(all);
            if (!several.isEmpty()) send(batch, Notice.joined(several));
        }

        private boolean takes(QueueBatch batch, SenderNotes.Note note, List<Notice> several) {
            if (count(all) + count(several) >= LARGEST) return false;
            if (all.isEmpty() && several.isEmpty()) body = () -> queue.notes().kept(note);
            decoded(batch, note).ifPresent(several::add);
            return true;
        }

        private static int count(List<Notice> notices) {
            return notices.stream().mapToInt(notice -> notice.entries().size()).sum();
        }

        private Optional<Notice> decoded(QueueBatch batch, SenderNotes.Note note) {
            Optional<Notice> notice = read(note);
            if (notice.isEmpty())
                batch.tell(new StatusEvent.Trouble(now, "a notice about " + about + " can't be read, and is left out"));
            return notice;
        }

        private void send(QueueBatch batch, Notice notice) {
            Address to = notice.about().sender().orElseThrow();
            QueueId id = queue.newId();
            byte[] bytes = Notices.write(policy.server(), id, notice, body, now);
            Submission submission = Submission.plain(Optional.empty(), List.of(Recipient.of(to).silent()), "notice")
                    .withInternational(to.isInternational());
            Message message = Envelopes.message(submission, id, bytes.length, now);
            List<Envelope> envelopes = Envelopes.divide(submission, message, policy);
            if (!envelopes.isEmpty()) batch.bytes(id, bytes);
            envelopes.forEach(batch::add);
            batch.tell(new StatusEvent.NoticeSent(now, about, notice.about().batch(), id, to, notice.kind().action()));
        }
    }

    private static byte[] returnable(Message about, Supplier<Body> body) {
        try {
            return NoticeWriter.returnable(about, body.get());
        } catch (UnreadableException damaged) {
            return NoticeWriter.returnable(about, NOTHING);
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

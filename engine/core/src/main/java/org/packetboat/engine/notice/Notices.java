package org.packetboat.engine.notice;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.packetboat.engine.accept.Envelopes;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.Message;
import org.packetboat.engine.mail.Notify;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.queue.QueueBatch;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.store.UnreadableException;

/**
 * Puts notices into the queue, as part of the batch that makes them necessary: an ordinary message with a null return
 * path. Nobody is told of the fate of a notice, and nobody who did not want to be.
 */
public final class Notices {
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
     * hear.
     */
    public void add(QueueBatch batch, Notice notice, Policy policy, Instant now) {
        Notice wanted = notice.wanted();
        Optional<Address> sender = notice.about().sender();
        if (sender.isEmpty() || wanted.entries().isEmpty()) return;
        add(batch, wanted, sender.get(), policy, now);
    }

    private void add(QueueBatch batch, Notice notice, Address to, Policy policy, Instant now) {
        QueueId id = queue.newId();
        byte[] bytes = write(policy.server(), id, notice, now);
        Submission submission = Submission.plain(Optional.empty(), List.of(toldNothing(to)), "notice")
                .withInternational(to.isInternational());
        Message message = Envelopes.message(submission, id, bytes.length, now);
        List<Envelope> envelopes = Envelopes.divide(submission, message, policy);
        if (!envelopes.isEmpty()) batch.bytes(id, bytes);
        envelopes.forEach(batch::add);
        batch.tell(new StatusEvent.NoticeSent(now, notice.about().id(), notice.about().batch(), id, to,
                notice.kind().action()));
    }

    /** Without anything of the message if that is damaged: its sender is told all the same. */
    private byte[] write(String server, QueueId id, Notice notice, Instant now) {
        try {
            return NoticeWriter.write(server, id, notice, queue.body(notice.about()), now);
        } catch (UnreadableException e) {
            return NoticeWriter.write(server, id, notice, NOTHING, now);
        }
    }

    private static Recipient toldNothing(Address address) {
        Set<Notify> never = EnumSet.of(Notify.NEVER);
        return new Recipient(address, never, Optional.empty());
    }
}

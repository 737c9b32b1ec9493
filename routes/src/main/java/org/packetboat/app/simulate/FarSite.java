package org.packetboat.app.simulate;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.packetboat.engine.intake.Incoming;
import org.packetboat.engine.intake.Intake;
import org.packetboat.engine.intake.Receipt;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.sim.SimTime;
import org.packetboat.schedules.plan.Calling;

/**
 * The far end of a site's line: what both sides keep from call to call, and its intake. Keeps no mail, but when it came and how
 * often it was taken in under a key that was not known. A mail that is not, byte for byte, what was sent is a bug of ours and throws.
 */
final class FarSite implements Intake {
    private final Calling calling;
    private final LineEnd site;
    private final LineEnd hub;
    private final Parcel sent;
    private final Map<String, Receipt> known = new HashMap<>();
    private Optional<Instant> arrived = Optional.empty();
    private Instant closes = Instant.MAX;
    private boolean late;
    private int copies;

    /**
     * @param calling what calls to it are like
     * @param sent    what it is to get
     */
    FarSite(SimTime time, Calling calling, Parcel sent) {
        this.calling = calling;
        this.site = LineEnd.of(time, sent);
        this.hub = LineEnd.of(time, sent);
        this.sent = sent;
    }

    /** What it keeps from call to call. */
    LineEnd site() {
        return site;
    }

    /** What the hub keeps for it from call to call. */
    LineEnd hub() {
        return hub;
    }

    Calling calling() {
        return calling;
    }

    Parcel sent() {
        return sent;
    }

    /** A call begins, in a window that closes then. */
    void calledUntil(Instant close) {
        closes = close;
    }

    /** Whether it came after its window had closed. */
    boolean isLate() {
        return late;
    }

    /** When it first came. */
    Optional<Instant> arrived() {
        return arrived;
    }

    int copies() {
        return copies;
    }

    @Override
    public Optional<Reply> refusal(Address recipient) {
        return Optional.empty();
    }

    @Override
    public Incoming begin(Instant now) {
        return new Taking();
    }

    @Override
    public long largestMessage() {
        return Long.MAX_VALUE;
    }

    private Receipt take(Submission submission, Instant now, long size) {
        String key = submission.key().orElseThrow(() -> new IllegalStateException("mail without a key"));
        return known.computeIfAbsent(key, _ -> {
            if (size < sent.mail().length) throw new IllegalStateException("the mail was cut short on its way");
            if (arrived.isEmpty()) {
                arrived = Optional.of(now);
                late = now.isAfter(closes);
            }
            return new Receipt.Accepted(new QueueId(++copies));
        });
    }

    private final class Taking implements Incoming {
        private long size;

        @Override
        public QueueId id() {
            return new QueueId(copies + 1);
        }

        @Override
        public void append(byte[] bytes, int offset, int length) {
            size += length;
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public Optional<String> bigSend() {
            return Optional.empty();
        }

        @Override
        public void commit(Submission submission, Instant now, Consumer<Receipt> answer) {
            answer.accept(take(submission, now, size));
        }

        @Override
        public void abandon() {
            // nothing was kept
        }
    }
}

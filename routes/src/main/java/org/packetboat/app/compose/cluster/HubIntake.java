package org.packetboat.app.compose.cluster;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.packetboat.engine.intake.Incoming;
import org.packetboat.engine.intake.Intake;
import org.packetboat.engine.intake.Receipt;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.log.IntakeState;
import org.packetboat.engine.intake.RuleCount;
import org.packetboat.engine.intake.AnnouncedMail;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.BigSendName;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Reply;

/**
 * The intake of a queue that brokers keep. While they don't answer, new clients hear 421; who waits for an answer hears
 * 451 after half a minute. Mail that was answered so may be in the log all the same, and goes out: then it comes twice.
 */
final class HubIntake implements Intake {
    private static final Reply CLOSED = new Reply(421, "4.3.2",
            "The brokers of this hub don't answer; try again later");
    private static final Reply PUT_OFF = new Reply(451, "4.3.2",
            "The brokers of this hub don't answer; try again later");

    private final Intake intake;
    private final Supplier<IntakeState> state;
    private final Set<Waiting> waiting = ConcurrentHashMap.newKeySet();

    /** @param state may be asked from any thread */
    HubIntake(Intake intake, Supplier<IntakeState> state) {
        this.intake = intake;
        this.state = state;
    }

    /** Answers those who have waited for too long; to be called now and then. */
    void look() {
        if (!waiting.isEmpty() && state.get() == IntakeState.PUT_OFF)
            waiting.forEach(one -> one.accept(new Receipt.Rejected(PUT_OFF)));
    }

    @Override
    public Optional<Reply> outOfService() {
        return state.get() == IntakeState.OPEN ? intake.outOfService() : Optional.of(CLOSED);
    }

    @Override
    public Optional<Reply> refusal(Address recipient) {
        return intake.refusal(recipient);
    }

    @Override
    public Optional<Reply> refusal(AnnouncedMail mail, Address recipient) {
        return intake.refusal(mail, recipient);
    }

    @Override
    public Optional<Reply> refusal(AnnouncedMail mail) {
        return intake.refusal(mail);
    }

    @Override
    public List<RuleCount> ruled() {
        return intake.ruled();
    }

    @Override
    public boolean awaitsAnswer(Address recipient) {
        return intake.awaitsAnswer(recipient);
    }

    @Override
    public Optional<Reply> delay(Address recipient) {
        return intake.delay(recipient);
    }

    @Override
    public Incoming begin(Instant now) {
        return new Arriving(intake.begin(now));
    }

    @Override
    public String place() {
        return intake.place();
    }

    @Override
    public long largestMessage() {
        return intake.largestMessage();
    }

    /** Hears one answer, and passes it on. */
    private final class Waiting implements Consumer<Receipt> {
        private final Consumer<Receipt> answer;
        private final AtomicBoolean answered = new AtomicBoolean();

        Waiting(Consumer<Receipt> answer) {
            this.answer = answer;
            waiting.add(this);
        }

        @Override
        public void accept(Receipt receipt) {
            waiting.remove(this);
            if (answered.compareAndSet(false, true)) answer.accept(receipt);
        }
    }

    private final class Arriving implements Incoming {
        private final Incoming incoming;

        Arriving(Incoming incoming) {
            this.incoming = incoming;
        }

        @Override
        public QueueId id() {
            return incoming.id();
        }

        @Override
        public void recognise() {
            incoming.recognise();
        }

        @Override
        public void append(byte[] bytes, int offset, int length) {
            incoming.append(bytes, offset, length);
        }

        @Override
        public boolean isFull() {
            return incoming.isFull();
        }

        @Override
        public void unload() {
            incoming.unload();
        }

        @Override
        public long size() {
            return incoming.size();
        }

        @Override
        public byte[] read(long offset, int most) {
            return incoming.read(offset, most);
        }

        @Override
        public void hold(String why) {
            incoming.hold(why);
        }

        @Override
        public void discard(Submission submission, String why, Instant now) {
            incoming.discard(submission, why, now);
        }

        @Override
        public Optional<BigSendName> bigSend() {
            return incoming.bigSend();
        }

        @Override
        public void commit(Submission submission, Instant now, Consumer<Receipt> answer) {
            incoming.commit(submission, now, new Waiting(answer));
        }

        @Override
        public void sendBack(Submission submission, Reply why, Instant now, Consumer<Receipt> answer) {
            incoming.sendBack(submission, why, now, new Waiting(answer));
        }

        @Override
        public void abandon() {
            incoming.abandon();
        }
    }
}

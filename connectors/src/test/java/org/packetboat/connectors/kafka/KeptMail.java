package org.packetboat.connectors.kafka;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.packetboat.engine.intake.Consignment;
import org.packetboat.engine.intake.Incoming;
import org.packetboat.engine.intake.Intake;
import org.packetboat.engine.intake.Receipt;
import org.packetboat.engine.intake.SourceIntake;
import org.packetboat.engine.intake.SourcePosition;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.BigSendName;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Reply;

/** An intake in memory: what is committed, and how far. */
final class KeptMail implements Intake, SourceIntake {
    private static final Reply FULL = new Reply(452, "4.3.1", "Full");

    final List<Submission> mails = new ArrayList<>();
    final Map<String, Long> positions = new HashMap<>();
    final Set<String> unroutable = new HashSet<>();
    final Set<String> notKnownYet = new HashSet<>();
    /** Domains for which too much waits already. */
    final Set<String> over = new HashSet<>();
    /** How many commits are to fail. */
    int failures;
    /** Whether the next commit is answered only when somebody runs it. */
    boolean slow;
    final List<Runnable> onTheirWay = new ArrayList<>();
    /** Run once, when the next consignment is begun. */
    Runnable whenFilling = () -> {};
    /** Whose mail the memory is too short for. */
    String failing = "";
    long epoch = 7;
    private long ids;

    @Override
    public Optional<Reply> refusal(Address recipient) {
        if (notKnownYet.contains(recipient.domain().name()))
            return Optional.of(new Reply(451, "4.3.0", "It is not known yet who there is"));
        return unroutable.contains(recipient.domain().name())
                ? Optional.of(new Reply(550, "5.4.4", "No route"))
                : Optional.empty();
    }

    @Override
    public Optional<Reply> delay(Address recipient) {
        return over.contains(recipient.domain().name()) ? Optional.of(FULL) : Optional.empty();
    }

    @Override
    public Incoming begin(Instant now) {
        throw new AssertionError("nothing is taken without its position");
    }

    @Override
    public long largestMessage() {
        return 1000;
    }

    @Override
    public OptionalLong next(String source) {
        Long next = positions.get(source);
        return next == null ? OptionalLong.empty() : OptionalLong.of(next);
    }

    @Override
    public Folder folder() {
        return new Folder(epoch, _ -> false);
    }

    @Override
    public Consignment consignment() {
        Runnable meanwhile = whenFilling;
        whenFilling = () -> {};
        meanwhile.run();
        return new Together();
    }

    private final class Together implements Consignment {
        private final List<Submission> waiting = new ArrayList<>();

        @Override
        public Incoming begin() {
            QueueId id = new QueueId(++ids);
            return new Incoming() {
                private long size;

                @Override
                public QueueId id() {
                    return id;
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
                public Optional<BigSendName> bigSend() {
                    return Optional.empty();
                }

                @Override
                public void commit(Submission submission, Instant now, Consumer<Receipt> answer) {
                    if (submission.recipients().getFirst().address().toString().equals(failing))
                        throw new OutOfMemoryError("Java heap space");
                    waiting.add(submission);
                }

                @Override
                public void abandon() {
                    size = 0;
                }
            };
        }

        @Override
        public void commit(SourcePosition next, Consumer<Optional<Reply>> answer) {
            if (slow) {
                slow = false;
                onTheirWay.add(() -> commit(next, answer));
                return;
            }
            if (failures > 0) {
                failures--;
                answer.accept(Optional.of(FULL));
                return;
            }
            mails.addAll(waiting);
            positions.put(next.source(), next.next());
            answer.accept(Optional.empty());
        }

        @Override
        public void abandon() {
            waiting.clear();
        }
    }
}

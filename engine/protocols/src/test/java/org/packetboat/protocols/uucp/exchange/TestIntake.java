package org.packetboat.protocols.uucp.exchange;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.packetboat.engine.mail.Notify;
import org.packetboat.engine.intake.Incoming;
import org.packetboat.engine.intake.Intake;
import org.packetboat.engine.intake.Receipt;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.BigSendName;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Reply;

/** Takes mail into memory, each key once; refuses when told to. */
public final class TestIntake implements Intake {
    /** One accepted mail. */
    public record Taken(Submission submission, byte[] bytes) {
        String text() {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }

    public final List<Taken> taken = new ArrayList<>();
    /** What was sent back, each with its reason. */
    final Map<Submission, Reply> sentBack = new LinkedHashMap<>();
    int commits;
    private final Map<String, Receipt> known = new HashMap<>();
    private Optional<Reply> refusal = Optional.empty();
    private final Map<String, Reply> refusals = new HashMap<>();
    /** What is said once it is there to mail for somebody of these domains. */
    final Map<String, Reply> rules = new HashMap<>();
    private long ids = 1000;

    /** From now on everything is answered like this; empty for acceptance. */
    void refuseWith(Optional<Reply> reply) {
        refusal = reply;
    }

    /** The mail with this number to this recipient is answered like this, always. */
    void refuseFor(String recipient, long number, Reply reply) {
        refusals.put(recipient + " " + new QueueId(number) + ".0", reply);
    }

    @Override
    public Optional<Reply> refusal(Address recipient) {
        return refusal;
    }

    @Override
    public long largestMessage() {
        return 1 << 20;
    }

    @Override
    public Incoming begin(Instant now) {
        return new Pending(new QueueId(ids++));
    }

    private final class Pending implements Incoming {
        private final QueueId id;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        private Pending(QueueId id) {
            this.id = id;
        }

        @Override
        public QueueId id() {
            return id;
        }

        @Override
        public void append(byte[] more, int offset, int length) {
            bytes.write(more, offset, length);
        }

        @Override
        public long size() {
            return bytes.size();
        }

        @Override
        public Optional<BigSendName> bigSend() {
            return Optional.empty();
        }

        @Override
        public void commit(Submission submission, Instant now, Consumer<Receipt> answer) {
            commits++;
            if (refusal.isPresent()) {
                answer.accept(new Receipt.Rejected(refusal.get()));
                return;
            }
            Optional<Reply> ruled = submission.recipients().stream()
                    .flatMap(to -> Optional.ofNullable(rules.get(to.address().domain().name())).stream()).findFirst();
            if (ruled.isPresent()) {
                answer.accept(new Receipt.Rejected(ruled.get()));
                return;
            }
            String mail = submission.recipients().getFirst().address() + " "
                    + submission.options().key().orElse("");
            if (refusals.containsKey(mail)) {
                answer.accept(new Receipt.Rejected(refusals.get(mail)));
                return;
            }
            answer.accept(known.computeIfAbsent(key(submission), _ -> {
                taken.add(new Taken(submission, bytes.toByteArray()));
                return new Receipt.Accepted(id);
            }));
        }

        @Override
        public void sendBack(Submission submission, Reply why, Instant now, Consumer<Receipt> answer) {
            boolean told = submission.sender().isPresent() && refusal.isEmpty()
                    && submission.recipients().stream().anyMatch(r -> r.wants(Notify.FAILURE));
            if (told) sentBack.put(submission, why);
            answer.accept(told ? new Receipt.Accepted(id) : new Receipt.Rejected(refusal.orElse(why)));
        }

        private String key(Submission submission) {
            return submission.keyOf(submission.recipients().getFirst()).orElseThrow();
        }

        @Override
        public void abandon() {
            // nothing was counted
        }
    }
}

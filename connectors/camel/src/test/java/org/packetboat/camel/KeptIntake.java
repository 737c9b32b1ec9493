package org.packetboat.camel;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.packetboat.engine.intake.Incoming;
import org.packetboat.engine.intake.Intake;
import org.packetboat.engine.intake.Receipt;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.BigSendName;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Reply;

/** An intake in memory. Mail for nowhere.example has no route. */
final class KeptIntake implements Intake {
    static final long LARGEST = 1_000_000;

    /** A message that was committed. */
    record Mail(String text, Submission submission) {}

    final List<Mail> mails = new ArrayList<>();
    /** What was sent back, with the reason. */
    final Map<Submission, Reply> returned = new LinkedHashMap<>();
    int abandoned;
    boolean full;
    int largestPiece;

    @Override
    public Optional<Reply> refusal(Address recipient) {
        return recipient.domain().name().equals("nowhere.example")
                ? Optional.of(new Reply(550, "5.4.4", "No route to this domain"))
                : Optional.empty();
    }

    @Override
    public long largestMessage() {
        return LARGEST;
    }

    @Override
    public Incoming begin(Instant now) {
        return new Incoming() {
            private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

            @Override
            public QueueId id() {
                return new QueueId(mails.size() + 1L);
            }

            @Override
            public void append(byte[] source, int offset, int length) {
                largestPiece = Math.max(largestPiece, length);
                bytes.write(source, offset, length);
            }

            @Override
            public long size() {
                return bytes.size();
            }

            @Override
            public byte[] read(long offset, int most) {
                byte[] all = bytes.toByteArray();
                return Arrays.copyOfRange(all, (int) offset, (int) Math.min(all.length, offset + most));
            }

            @Override
            public Optional<BigSendName> bigSend() {
                return Optional.empty();
            }

            @Override
            public void commit(Submission submission, Instant at, Consumer<Receipt> answer) {
                if (full) {
                    answer.accept(new Receipt.Rejected(Reply.NO_SPACE));
                } else {
                    QueueId id = id();
                    mails.add(new Mail(bytes.toString(StandardCharsets.ISO_8859_1), submission));
                    answer.accept(new Receipt.Accepted(id));
                }
            }

            @Override
            public void sendBack(Submission submission, Reply why, Instant at, Consumer<Receipt> answer) {
                returned.put(submission, why);
                answer.accept(submission.sender().isPresent()
                        ? new Receipt.Accepted(id())
                        : new Receipt.Rejected(why));
            }

            @Override
            public void abandon() {
                abandoned++;
            }
        };
    }
}

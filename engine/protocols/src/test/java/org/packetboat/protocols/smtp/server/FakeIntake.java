package org.packetboat.protocols.smtp.server;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.packetboat.engine.intake.BigSendHeader;
import org.packetboat.engine.intake.Incoming;
import org.packetboat.engine.intake.Intake;
import org.packetboat.engine.intake.Receipt;
import org.packetboat.engine.intake.AnnouncedMail;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.BigSendName;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.store.StoreException;

/** An intake that keeps what it gets in memory and answers as the test tells it to. May be used from any thread. */
public final class FakeIntake implements Intake {
    /** What was committed. */
    public record Stored(QueueId id, String text, Submission submission) {}

    /** What was sent back. */
    public record Returned(String text, Submission submission, Reply why) {}

    public final List<Stored> stored = new ArrayList<>();
    public final List<Returned> returned = new ArrayList<>();
    public final Map<String, Reply> refused = new HashMap<>();
    /** What delivery rules refuse: by sender, and by recipient. */
    final Map<String, Reply> ruled = new HashMap<>();
    /** What they were asked. */
    public final List<AnnouncedMail> asked = new ArrayList<>();
    String awaited = "";
    /** What was held, and what vanished: its id, and why. */
    public final List<String> held = new ArrayList<>();
    public final List<String> discarded = new ArrayList<>();
    final List<Runnable> waiting = new ArrayList<>();
    public long largest = 1_000_000;
    String place = "";
    boolean holdsAnswers;
    boolean beginFails;
    /** What beginning a message throws. */
    public Optional<Throwable> begins = Optional.empty();
    boolean appendFails;
    boolean unloadFails;
    /** A message is full once so much has gathered. */
    int piece = Integer.MAX_VALUE;
    public Optional<Reply> rejects = Optional.empty();
    Optional<Reply> away = Optional.empty();
    int begun;
    int abandoned;

    @Override
    public Optional<Reply> outOfService() {
        return away;
    }

    @Override
    public synchronized Optional<Reply> refusal(Address recipient) {
        return Optional.ofNullable(refused.get(recipient.toString()));
    }

    @Override
    public synchronized Optional<Reply> refusal(AnnouncedMail mail, Address recipient) {
        asked.add(mail);
        return refusal(recipient).or(() -> Optional.ofNullable(ruled.get(recipient.toString())));
    }

    @Override
    public synchronized Optional<Reply> refusal(AnnouncedMail mail) {
        return Optional.ofNullable(ruled.get(mail.sender().map(Address::toString).orElse("<>")));
    }

    @Override
    public boolean awaitsAnswer(Address recipient) {
        return recipient.toString().equals(awaited);
    }

    @Override
    public synchronized Incoming begin(Instant now) {
        begins.ifPresent(FakeIntake::fail);
        if (beginFails) throw new StoreException("disk full", new IllegalStateException());
        return new Kept(new QueueId(++begun));
    }

    @Override
    public String place() {
        return place;
    }

    @Override
    public long largestMessage() {
        return largest;
    }

    /** The text of the only message stored, without its trace line. */
    public synchronized String body() {
        if (stored.size() != 1) throw new AssertionError(stored.size() + " messages are stored");
        String text = stored.getFirst().text;
        return text.substring(text.indexOf("+0000\r\n") + 7);
    }

    /** The only message's envelope. */
    synchronized Submission submission() {
        if (stored.size() != 1) throw new AssertionError(stored.size() + " messages are stored");
        return stored.getFirst().submission;
    }

    synchronized int count() {
        return stored.size();
    }

    synchronized int countAbandoned() {
        return abandoned;
    }

    /** Gives the answers that were held. */
    void answer() {
        List<Runnable> now = List.copyOf(waiting);
        waiting.clear();
        now.forEach(Runnable::run);
    }

    /** Read in pieces without a copy of the whole for each. */
    private static final class Bytes extends ByteArrayOutputStream {
        byte[] read(long offset, int most) {
            return Arrays.copyOfRange(buf, (int) offset, (int) Math.min(count, offset + most));
        }
    }

    private final class Kept implements Incoming {
        private final QueueId id;
        private final Bytes text = new Bytes();
        private final BigSendHeader header = new BigSendHeader();
        private int unloaded;

        private Kept(QueueId id) {
            this.id = id;
        }

        @Override
        public QueueId id() {
            return id;
        }

        @Override
        public void append(byte[] bytes, int offset, int length) {
            if (appendFails) throw new StoreException("disk full", new IllegalStateException());
            text.write(bytes, offset, length);
            header.see(bytes, offset, length);
        }

        @Override
        public boolean isFull() {
            return text.size() - unloaded >= piece;
        }

        @Override
        public void unload() {
            if (unloadFails) throw new StoreException("disk full", new IllegalStateException());
            unloaded = text.size();
        }

        @Override
        public long size() {
            return text.size();
        }

        @Override
        public byte[] read(long offset, int most) {
            return text.read(offset, most);
        }

        @Override
        public void hold(String why) {
            held.add(id + " " + why);
        }

        @Override
        public void discard(Submission submission, String why, Instant now) {
            abandon();
            discarded.add(id + " " + why);
        }

        @Override
        public Optional<BigSendName> bigSend() {
            return header.name();
        }

        @Override
        public void commit(Submission submission, Instant now, Consumer<Receipt> answer) {
            Runnable giving = () -> answer.accept(finish(submission));
            if (holdsAnswers) waiting.add(giving);
            else giving.run();
        }

        private Receipt finish(Submission submission) {
            synchronized (FakeIntake.this) {
                if (rejects.isPresent()) return new Receipt.Rejected(rejects.get());
                stored.add(new Stored(id, text.toString(StandardCharsets.UTF_8), submission));
                return new Receipt.Accepted(id);
            }
        }

        @Override
        public void sendBack(Submission submission, Reply why, Instant now, Consumer<Receipt> answer) {
            boolean told = submission.sender().isPresent();
            if (told) returned.add(new Returned(text.toString(StandardCharsets.UTF_8), submission, why));
            answer.accept(told ? new Receipt.Accepted(id) : new Receipt.Rejected(why));
        }

        @Override
        public void abandon() {
            synchronized (FakeIntake.this) {
                abandoned++;
            }
        }
    }

    private static void fail(Throwable with) {
        if (with instanceof Error error) throw error;
        throw (RuntimeException) with;
    }
}

package org.packetboat.simulator.world;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.packetboat.engine.intake.Incoming;
import org.packetboat.engine.intake.Intake;
import org.packetboat.engine.intake.Receipt;
import org.packetboat.engine.intake.Stages;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.intake.SubmissionOptions;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.BigSendName;
import org.packetboat.engine.mail.DeliverBy;
import org.packetboat.engine.mail.DsnRequest;
import org.packetboat.engine.mail.MailEncoding;
import org.packetboat.engine.mail.Notify;
import org.packetboat.engine.mail.Priority;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.ReturnContent;
import org.packetboat.simulator.world.books.Ledger;
import org.packetboat.simulator.world.mail.Paper;

/**
 * People at one node who send letters: to one or many, small or large, with and without wishes, some as parts of a big
 * send. Who has a key for a letter and hears no answer, or a bad one, hands it in again under that key.
 */
final class Senders {
    private static final List<Set<Notify>> WISHES = List.of(Set.of(), Set.of(), EnumSet.of(Notify.NEVER),
            EnumSet.of(Notify.SUCCESS), EnumSet.of(Notify.SUCCESS, Notify.FAILURE),
            EnumSet.of(Notify.DELAY, Notify.FAILURE), EnumSet.of(Notify.SUCCESS, Notify.FAILURE, Notify.DELAY));
    private static final byte[] LINE = "..a line with dots\r\nFrom here to there\r\n.\r\n"
            .getBytes(StandardCharsets.US_ASCII);

    private final int home;
    private final Terrain terrain;
    private final Ledger ledger;
    private final SplittableRandom random;
    private final List<Submission> open = new ArrayList<>();
    private int count;

    Senders(int home, Terrain terrain, Ledger ledger, SplittableRandom random) {
        this.home = home;
        this.terrain = terrain;
        this.ledger = ledger;
        this.random = random;
    }

    /** Somebody sends something. */
    void send(Intake intake, Instant now) {
        Submission submission = open.isEmpty() || random.nextInt(3) > 0
                ? fresh(now, true, r -> isTaken(r, intake))
                : open.remove(random.nextInt(open.size()));
        if (submission.recipients().isEmpty()) return;
        Ledger.Letter letter = letter(submission);
        Incoming incoming = intake.begin(now);
        append(incoming, letter);
        if (random.nextInt(50) == 0) {
            incoming.abandon();
            return;
        }
        if (submission.options().key().isPresent()) open.add(submission);
        incoming.commit(submission, now, receipt -> heard(submission, letter, receipt));
    }

    /** Somebody sends an ordinary letter, to somebody at each node. */
    void sendToAll(Intake intake, Instant now) {
        String token = "t" + home + "-" + count++;
        Optional<Address> sender = Optional.of(Address.parse("sender0@" + Terrain.name(home)));
        List<Recipient> recipients = IntStream.range(0, terrain.nodes())
                .mapToObj(node -> Recipient.of(Address.parse("user0@" + Terrain.name(node)))).toList();
        Ledger.Letter letter = new Ledger.Letter(token, text(token), sender, false);
        recipients.forEach(letter::goesTo);
        ledger.written(letter);
        Submission submission = new Submission(sender, recipients, SubmissionOptions.NONE, MailEncoding.USUAL,
                new DsnRequest(ReturnContent.FULL, Optional.of(token)), "world");
        Incoming incoming = intake.begin(now);
        append(incoming, letter);
        incoming.commit(submission, now, receipt -> heard(submission, letter, receipt));
    }

    /** Where there is only too little room, the message itself hears of it. */
    private static boolean isTaken(Recipient recipient, Intake intake) {
        return intake.refusal(recipient.address()).filter(why -> why.code() >= 500).isEmpty();
    }

    private void heard(Submission submission, Ledger.Letter letter, Receipt receipt) {
        switch (receipt) {
            case Receipt.Accepted(var id) -> {
                ledger.accepted(letter, Terrain.name(home), id);
                open.removeIf(submission::equals);
            }
            case Receipt.Rejected _ -> letter.rejected();
        }
    }

    /** What somebody wrote into a log, which the node reads by itself. */
    Submission logged(Instant now) {
        return fresh(now, false, _ -> true);
    }

    Ledger.Letter letter(Submission submission) {
        return ledger.letter(submission.dsn().envelopeName().orElseThrow());
    }

    void append(Incoming incoming, Ledger.Letter letter) {
        byte[] text = letter.text();
        for (int at = 0; at < text.length;) {
            int part = Math.min(text.length - at, 1 + random.nextInt(20_000));
            incoming.append(text, at, part);
            at += part;
        }
    }

    /** @param taken which recipients are not refused at once */
    private Submission fresh(Instant now, boolean keyed, Predicate<Recipient> taken) {
        String token = "t" + home + "-" + count++;
        Optional<Address> sender = random.nextInt(12) == 0 ? Optional.empty() : Optional.of(sender());
        List<Recipient> recipients = recipients().stream().filter(taken).toList();
        Optional<DeliverBy> deliverBy = deliverBy(now);
        Ledger.Letter letter = new Ledger.Letter(token, text(token), sender, deliverBy.isPresent());
        for (Recipient r : recipients) {
            terrain.expand(r.address())
                    .forEach(a -> letter.goesTo(new Recipient(a, r.wanted(), Optional.empty())));
        }
        ledger.written(letter);
        Optional<String> key = keyed && random.nextInt(3) == 0 ? Optional.of("key-" + token) : Optional.empty();
        Priority priority = new Priority(random.nextInt(4) == 0 ? random.nextInt(-9, 10) : 0);
        Optional<Instant> notBefore = sometimes(10, now.plusSeconds(random.nextInt(4000)));
        ReturnContent returned = random.nextBoolean() ? ReturnContent.FULL : ReturnContent.HDRS;
        Optional<BigSendName> bigSend = sometimes(8,
                new BigSendName(Operators.bigSend(random.nextInt(Operators.BIG_SENDS))));
        Optional<Stages> stages = bigSend.filter(_ -> random.nextBoolean()).map(_ -> stages());
        return new Submission(sender, recipients,
                new SubmissionOptions(priority, notBefore, deliverBy, bigSend, key, stages), MailEncoding.USUAL,
                new DsnRequest(returned, Optional.of(token)), "world");
    }

    private <T> Optional<T> sometimes(int oneIn, T what) {
        return random.nextInt(oneIn) == 0 ? Optional.of(what) : Optional.empty();
    }

    private Stages stages() {
        List<Stages.Share> shares = List.of(new Stages.Share(1 + random.nextInt(3), false),
                new Stages.Share(50, true), new Stages.Share(100, true));
        return new Stages(shares, random.nextInt(3), Duration.ofMinutes(random.nextInt(90)),
                random.nextInt(4) == 0 ? Stages.Replaces.WAITING : Stages.Replaces.NOTHING);
    }

    private Optional<DeliverBy> deliverBy(Instant now) {
        Instant by = now.plus(Duration.ofMinutes(5 + random.nextInt(200)));
        return sometimes(12, random.nextBoolean() ? DeliverBy.notify(by) : DeliverBy.orReturn(by));
    }

    private Address sender() {
        if (random.nextInt(20) == 0) return Terrain.BOSS;
        String name = random.nextInt(10) == 0 ? "nobody" : "sender" + random.nextInt(5);
        return Address.parse(name + "@" + Terrain.name(random.nextInt(4) == 0 ? anywhere() : home));
    }

    private int anywhere() {
        return random.nextInt(terrain.nodes());
    }

    private List<Recipient> recipients() {
        List<Recipient> recipients = new ArrayList<>();
        int many = random.nextInt(6) == 0 ? 1 + random.nextInt(12) : 1 + random.nextInt(2);
        if (random.nextInt(20) == 0) recipients.add(recipient(Terrain.EVERYBODY));
        for (int i = 0; i < many; i++) {
            String name = random.nextInt(10) == 0 ? "nobody" + i : "user" + random.nextInt(30);
            Recipient recipient = recipient(Address.parse(name + "@" + Terrain.name(anywhere())));
            if (recipients.stream().noneMatch(r -> r.address().equals(recipient.address()))) recipients.add(recipient);
        }
        return recipients;
    }

    private Recipient recipient(Address address) {
        return new Recipient(address, WISHES.get(random.nextInt(WISHES.size())), Optional.empty());
    }

    private byte[] text(String token) {
        byte[] head = (Paper.TOKEN + token + "\r\nSubject: a letter\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        int lines = random.nextInt(25) == 0 ? 200 + random.nextInt(800) : random.nextInt(40);
        byte[] text = Arrays.copyOf(head, head.length + lines * LINE.length);
        for (int i = 0; i < lines; i++)
            System.arraycopy(LINE, 0, text, head.length + i * LINE.length, LINE.length);
        return text;
    }
}

package org.packetboat.engine.sim;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.packetboat.engine.intake.Incoming;
import org.packetboat.engine.intake.Intake;
import org.packetboat.engine.intake.Receipt;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Notify;
import org.packetboat.engine.mail.Priority;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.ReturnContent;

/**
 * People who send letters: to one or many, small or large, with and without wishes. Who has a key for a letter and
 * hears no answer, or a bad one, hands it in again under that key.
 */
final class SimSenders {
    private static final List<Set<Notify>> WISHES = List.of(Set.of(), Set.of(), EnumSet.of(Notify.NEVER),
            EnumSet.of(Notify.SUCCESS), EnumSet.of(Notify.SUCCESS, Notify.FAILURE),
            EnumSet.of(Notify.DELAY, Notify.FAILURE), EnumSet.allOf(Notify.class).stream()
                    .filter(n -> n != Notify.NEVER).collect(java.util.stream.Collectors.toSet()));

    private final Ledger ledger;
    private final SplittableRandom random;
    private final List<Submission> open = new ArrayList<>();
    private int count;

    SimSenders(Ledger ledger, SplittableRandom random) {
        this.ledger = ledger;
        this.random = random;
    }

    /** Somebody sends something. */
    void send(Intake intake, Instant now) {
        Submission submission = open.isEmpty() || random.nextInt(3) > 0 ? fresh(now) : again();
        Ledger.Letter letter = ledger.letter(submission.envelopeName().orElseThrow());
        Incoming incoming = intake.begin(now);
        append(incoming, letter.text);
        if (random.nextInt(50) == 0) {
            incoming.abandon();
            return;
        }
        if (submission.key().isPresent()) open.add(submission);
        incoming.commit(submission, now, receipt -> heard(submission, letter, receipt));
    }

    private void append(Incoming incoming, byte[] text) {
        for (int at = 0; at < text.length;) {
            int part = Math.min(text.length - at, 1 + random.nextInt(50_000));
            incoming.append(text, at, part);
            at += part;
        }
    }

    private void heard(Submission submission, Ledger.Letter letter, Receipt receipt) {
        switch (receipt) {
            case Receipt.Accepted(var id) -> {
                ledger.accepted(letter, id);
                open.removeIf(submission::equals);
            }
            case Receipt.Rejected _ -> letter.rejected = true;
        }
    }

    private Submission again() {
        return open.remove(random.nextInt(open.size()));
    }

    private Submission fresh(Instant now) {
        String token = "t" + count++;
        Optional<Address> sender = random.nextInt(12) == 0 ? Optional.empty() : Optional.of(sender());
        List<Recipient> recipients = recipients();
        Ledger.Letter letter = new Ledger.Letter(token, text(token), sender);
        for (Recipient r : recipients) {
            SimPolicies.NAMES.expand(r.address())
                    .forEach(a -> letter.fates.putIfAbsent(a, new Ledger.Fate(r.wanted())));
        }
        ledger.handedIn(letter);
        Optional<Instant> notBefore = random.nextInt(8) == 0
                ? Optional.of(now.plusSeconds(random.nextInt(20_000)))
                : Optional.empty();
        Optional<String> key = random.nextInt(3) == 0 ? Optional.of("key-" + token) : Optional.empty();
        return new Submission(sender, recipients, new Priority(random.nextInt(4) == 0 ? random.nextInt(-9, 10) : 0),
                notBefore, Optional.empty(), Optional.empty(), true, false, random.nextBoolean()
                        ? ReturnContent.FULL
                        : ReturnContent.HDRS,
                Optional.of(token), Optional.empty(), key, "test");
    }

    private Address sender() {
        String name = random.nextInt(10) == 0 ? "nobody" : "sender";
        return random.nextInt(10) == 0
                ? Address.parse("boss@group.example")
                : Address.parse(name + random.nextInt(5) + "@" + domain());
    }

    private List<Recipient> recipients() {
        List<Recipient> recipients = new ArrayList<>();
        int many = random.nextInt(6) == 0 ? 1 + random.nextInt(20) : 1 + random.nextInt(2);
        for (int i = 0; i < many; i++) {
            Recipient recipient = new Recipient(recipient(), WISHES.get(random.nextInt(WISHES.size())),
                    Optional.empty());
            if (recipients.stream().noneMatch(r -> r.address().equals(recipient.address()))) recipients.add(recipient);
        }
        return recipients;
    }

    private Address recipient() {
        if (random.nextInt(20) == 0) return Address.parse("all@group.example");
        String name = random.nextInt(10) == 0 ? "nobody" : "user";
        return Address.parse(name + random.nextInt(30) + "@" + domain());
    }

    private String domain() {
        int number = random.nextInt(SimPolicies.DOMAINS + 1);
        return number == SimPolicies.DOMAINS ? "local.example" : "d" + number + ".example";
    }

    private byte[] text(String token) {
        byte[] head = (Papers.TOKEN + token + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        int size = random.nextInt(30) == 0 ? 60_000 + random.nextInt(120_000) : random.nextInt(3000);
        byte[] text = Arrays.copyOf(head, head.length + size);
        for (int i = head.length; i < text.length; i++)
            text[i] = (byte) ('a' + random.nextInt(26));
        return text;
    }
}

package org.packetboat.connectors.batch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.intake.SubmissionOptions;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.BigSendName;
import org.packetboat.engine.mail.DeliverBy;
import org.packetboat.engine.mail.DsnRequest;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Life;
import org.packetboat.engine.mail.MailEncoding;
import org.packetboat.engine.mail.Message;
import org.packetboat.engine.mail.Notify;
import org.packetboat.engine.mail.Priority;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.ReturnContent;
import org.packetboat.protocols.Mails;
import org.packetboat.engine.trace.Repeat;
import org.packetboat.protocols.bundle.Ability;
import org.packetboat.engine.trace.Repeat;
import org.packetboat.protocols.bundle.Ability;
import org.packetboat.protocols.bundle.BundleBytes;
import org.packetboat.protocols.bundle.Correspondence;
import org.packetboat.protocols.bundle.Reading;
import org.packetboat.protocols.bundle.codec.Codec;
import org.packetboat.protocols.bundle.content.BundleLimits;
import org.packetboat.protocols.bundle.content.ContentName;
import org.packetboat.protocols.bundle.history.History;
import org.packetboat.protocols.bundle.history.MemoryHistory;

/** Mail that goes from one server to another in batches. */
final class CorrespondenceTest {
    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static Submission onlySubmission(Transfer transfer) {
        Batches two = new Batches();
        BundleBytes batch = two.hub.freeze(List.of(transfer), Batches.MODEM);
        try (Reading.Mails mails = (Reading.Mails) two.branch.read(batch, "uucp:hub")) {
            return mails.mails().getFirst().submission();
        }
    }

    @ParameterizedTest
    @EnumSource(Codec.class)
    void everyCodecGivesBackOddMessagesToTheByte(Codec codec) {
        byte[][] odd = {ascii(""), ascii("\r\n"), ascii(".\r\n..\r\n.QUIT\r\nQUIT\r\n"), ascii("no line end"),
                ascii("bare\nends\rand \0 NUL"), ascii("\u00e4\u00ff\u0080\r\n"), ascii("BDAT 5 LAST\r\nhello"),
                new byte[70_000]};
        for (int seed = 0; seed < 4; seed++) {
            Batches two = new Batches(EnumSet.of(codec));
            new Random(seed).nextBytes(odd[7]);
            List<byte[]> arrived = two.send(seed % 2 == 0 ? Batches.MODEM : Batches.LAN, odd);
            for (int i = 0; i < odd.length; i++)
                assertArrayEquals(odd[i], arrived.get(i), "seed " + seed + " message " + i);
        }
    }

    @Test
    void carriesTenMegabytes() {
        byte[] large = new byte[10 << 20];
        new Random(3).nextBytes(large);
        assertArrayEquals(large, new Batches().send(Batches.LAN, large).getFirst());
        byte[] attached = Corpus.withAttachment(large, 76);
        assertArrayEquals(attached, new Batches().send(20_001, attached).getFirst());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3})
    void anyMixOfMailsArrivesAsItWas(long seed) {
        Random random = new Random(seed);
        Batches two = new Batches();
        List<byte[]> corpus = new Corpus(seed).smallMails();
        for (int batch = 0; batch < 4; batch++) {
            byte[][] some = new byte[1 + random.nextInt(5)][];
            for (int i = 0; i < some.length; i++)
                some[i] = corpus.get(random.nextInt(corpus.size()));
            List<byte[]> arrived = two.send(random.nextBoolean() ? Batches.MODEM : 50_000, some);
            for (int i = 0; i < some.length; i++)
                assertArrayEquals(some[i], arrived.get(i));
        }
        assertEquals(two.hub.sent(), two.branch.received());
    }

    @Test
    void everyFactOfAnEnvelopeArrives() {
        Message message = new Message(new QueueId(47), Instant.parse("2026-11-20T08:00:00Z"),
                Optional.of(Address.parse("\"odd > one\"@[IPv6:::1]")), 4, true, true, ReturnContent.HDRS,
                Optional.of("env+2Bid"), Optional.of("prices-2026"), "smtp:192.0.2.1");
        Recipient told = new Recipient(Address.parse("j\u00f6rg@b\u00fccher.example"),
                Set.of(Notify.SUCCESS, Notify.DELAY), Optional.of("rfc822;x+2By@z"));
        Recipient silent = new Recipient(Address.parse("a@[192.0.2.1]"), Set.of(Notify.NEVER), Optional.empty());
        Envelope envelope = new Envelope(new EnvelopeId(message.id(), 3), message, told.address().domain(),
                List.of(told, silent),
                new Envelope.DeliveryOptions(new Priority(-4), Instant.parse("2026-11-21T01:00:00Z"),
                        Optional.of(DeliverBy.parse("2026-11-21T06:00:00.5Z;RT"))),
                Life.since(message.arrived()), Instant.parse("2026-11-25T08:00:00Z"),
                new Envelope.Retry(2, Instant.EPOCH, Optional.empty()), false, false);
        Submission arrived = onlySubmission(new Transfer(envelope, Mails.body(ascii("hi\r\n"))));
        SubmissionOptions options = new SubmissionOptions(envelope.priority(), Optional.of(envelope.notBefore()),
                envelope.deliverBy(), message.batch().map(BigSendName::new), Optional.empty());
        Submission expected = new Submission(message.sender(), List.of(told, silent), options,
                new MailEncoding(true, true), new DsnRequest(ReturnContent.HDRS, message.envelopeName()), "uucp:hub")
                .expiring(Optional.of(envelope.expires())).named(arrived.name());
        assertEquals(expected, arrived);
    }

    @Test
    void noticeKeepsItsNullPath() {
        Message notice = new Message(new QueueId(1), Instant.EPOCH, Optional.empty(), 2, false, false,
                ReturnContent.FULL, Optional.empty(), Optional.empty(), "notice");
        assertEquals(Optional.empty(),
                onlySubmission(Mails.mail(notice, ascii("\r\n"), List.of(Recipient.of("a@b.example")))).sender());
    }

    /** From a version that tells no names. */
    @Test
    void sameEnvelopeHasTheSameKeyAndNoOther() {
        String key = key(1, "hello\r\n", "a@b.example");
        assertEquals(key, key(1, "hello\r\n", "a@b.example"));
        Set<String> others = Set.of(key(2, "hello\r\n", "a@b.example"), key(1, "hallo\r\n", "a@b.example"),
                key(1, "hello\r\n", "c@b.example"), key);
        assertEquals(4, others.size());
    }

    private static String key(long id, String text, String to) {
        Submission submission = onlySubmission(Mails.mail(id, text, to));
        assertTrue(Repeat.isName(submission.name().orElseThrow()));
        return submission.keyOf(submission.recipients().getFirst()).orElseThrow();
    }

    /** It may have come by SMTP already, or go on by it. */
    @Test
    void carriesTheNameThatTheFirstServerGave() {
        Ability names = Ability.ours(Batches.CODERS, 0);
        Correspondence hub = new Correspondence("hub.example", names, Batches.CODERS, History.none(),
                BundleLimits.USUAL);
        Transfer relayed = Mails.mail(1, "Received: from a by hub.example (sent as 2F.0.17@first) with X id 2;"
                + " now\r\nSubject: x\r\n\r\n", "a@b.example");
        BundleBytes batch = hub.freeze(List.of(relayed, Mails.mail(2, "hello\r\n", "a@b.example")), Batches.MODEM);
        try (Reading.Mails mails = (Reading.Mails) hub.read(batch, "uucp:hub")) {
            assertEquals(List.of("2F.0.17@first", Mails.mail(2, "hello\r\n", "a@b.example").envelope().id() + "."
                    + Mails.mail(2, "hello\r\n", "a@b.example").envelope().message().arrived().toEpochMilli()
                    + "@hub.example"), mails.mails().stream().map(m -> m.submission().name().orElseThrow()).toList());
        }
    }

    @Test
    void revisionOfWhatWasSentCostsLittleMoreThanTheDifference() {
        Batches two = new Batches();
        byte[] bulletin = new Corpus(5).priceList();
        two.send(Batches.MODEM, bulletin);
        long before = two.hub.sent().sent();
        byte[] revised = new Corpus(6).revised(bulletin);
        assertArrayEquals(revised, two.send(Batches.MODEM, revised).getFirst());
        long sent = two.hub.sent().sent() - before;
        assertTrue(sent * 15 < revised.length, sent + " bytes for " + revised.length);
    }

    @Test
    void historyServesTheWayBack() {
        Batches two = new Batches();
        byte[] bulletin = new Corpus(5).priceList();
        two.send(Batches.MODEM, bulletin);
        BundleBytes answer = two.branch.freeze(Batches.mails(bulletin), Batches.MODEM);
        assertTrue(answer.size() < 400, answer.size() + " bytes");
        assertInstanceOf(Reading.Mails.class, two.hub.read(answer, "uucp:branch"));
    }

    @Test
    void historyOutOfStepIsToldAndHelped() {
        Batches two = new Batches();
        byte[] bulletin = new Corpus(5).priceList();
        BundleBytes first = two.hub.freeze(Batches.mails(bulletin), Batches.MODEM);
        two.hub.acknowledged(first);
        BundleBytes second = two.hub.freeze(Batches.mails(bulletin), Batches.MODEM);
        assertEquals(new Reading.UnknownReference(two.hubHistory.names()), two.branch.read(second, "uucp:hub"));
        two.hub.withoutHistory();
        BundleBytes plain = two.hub.freeze(Batches.mails(bulletin), Batches.MODEM);
        assertNotEquals(second.id(), plain.id());
        assertInstanceOf(Reading.Mails.class, two.branch.read(plain, "uucp:hub"));
    }

    @Test
    void thawedBatchWhoseReferencesAreGoneIsNotRemembered() {
        History small = new MemoryHistory(100_000);
        Correspondence hub = new Correspondence("hub.example", Ability.ours(Batches.CODERS, 1), Batches.CODERS, small,
                BundleLimits.USUAL);
        BundleBytes first = hub.freeze(Batches.mails(new Corpus(5).priceList()), Batches.MODEM);
        hub.acknowledged(first);
        BundleBytes second = hub.freeze(Batches.mails(new Corpus(5).priceList()), Batches.MODEM);
        hub.acknowledged(hub.freeze(Batches.mails(Corpus.text()), Batches.MODEM));
        List<ContentName> before = small.names();
        new Correspondence("hub.example", Ability.ours(Batches.CODERS, 1), Batches.CODERS, small, BundleLimits.USUAL)
                .acknowledged(second);
        assertEquals(before, small.names());
    }

    @Test
    void mailsCanBeReadInAnyOrder() {
        Batches two = new Batches();
        byte[] attached = Corpus.withAttachment(new Corpus(1).priceList(), 72);
        byte[][] sent = {Corpus.text(), attached, new Corpus(2).priceList()};
        BundleBytes batch = two.hub.freeze(Batches.mails(sent), 50_000);
        try (Reading.Mails mails = (Reading.Mails) two.branch.read(batch, "uucp:hub")) {
            Random random = new Random(9);
            for (int i = 0; i < 200; i++) {
                int which = random.nextInt(3);
                int at = random.nextInt(sent[which].length);
                byte[] read = mails.mails().get(which).body().read(at, 100);
                assertTrue(read.length > 0 && read.length <= 100);
                assertArrayEquals(java.util.Arrays.copyOfRange(sent[which], at, at + read.length), read);
            }
        }
    }

    @Test
    void frozenBatchIsTheSameAfterThawing() {
        BundleBytes batch = new Batches().hub.freeze(Batches.mails(Corpus.text()), Batches.MODEM);
        assertEquals(batch, BundleBytes.of(batch.toBytes()));
        assertEquals(batch.id(), BundleBytes.of(batch.toBytes()).id());
    }

    @Test
    void tellsMessagesWithBadLineEnds() {
        Batches two = new Batches();
        BundleBytes batch = two.hub.freeze(Batches.mails(ascii("good\r\n"), ascii("bad\n"), ascii("nul\0\r\n")),
                Batches.MODEM);
        try (Reading.Mails mails = (Reading.Mails) two.branch.read(batch, "uucp:hub")) {
            List<Boolean> well = new ArrayList<>();
            mails.mails().forEach(mail -> well.add(mail.wellFormed()));
            assertEquals(List.of(true, false, false), well);
        }
    }

    @Test
    void meetsTheAims() {
        Batches text = new Batches(EnumSet.allOf(Codec.class));
        text.send(Batches.MODEM, Corpus.text());
        assertTrue(text.hub.sent().ratio() >= 4.4, "text " + text.hub.sent().ratio());
        Batches small = new Batches(EnumSet.allOf(Codec.class));
        List<byte[]> mails = new Corpus(1).smallMails();
        for (int i = 0; i + 16 < mails.size(); i += 16)
            small.send(Batches.MODEM, mails.subList(i, i + 16).toArray(byte[][]::new));
        assertTrue(small.hub.sent().ratio() >= 3.5, "mails " + small.hub.sent().ratio());
    }
}

package org.packetboat.protocols.uucp.mail;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.protocols.Mails;

/** What a stock peer is told to run. */
class RmailJobTest {
    private static final RmailTerms OLD = new RmailTerms("hub", "hub.example", false, Optional.empty());
    private static final RmailTerms TAYLOR = new RmailTerms("hub", "hub.example", true, Optional.empty());
    private static final String ODD = "o'brien@b.example";

    private static RmailJob.Prepared prepared(RmailTerms terms, String... to) {
        return RmailJob.of(Mails.mail(1, "x\r\n".getBytes(), to), terms);
    }

    @Test
    void plainNamesGoWithoutQuotes() {
        RmailJob job = prepared(TAYLOR, "joe@b.example", "a!b@b.example").job().orElseThrow();
        assertEquals("rmail joe@b.example a!b@b.example", job.command());
        assertFalse(job.isQuoted());
        assertFalse(job.order("hub").contains("\nQ\n"));
    }

    @Test
    void whereQuotesAreUnderstoodAllNamesGo() {
        RmailJob job = prepared(TAYLOR, "joe@b.example", ODD, "\"joe smith\"@b.example", "\"a\\\\b\"@b.example",
                "$(reboot)&@b.example".replaceAll("[()]", "")).job().orElseThrow();
        assertTrue(job.isQuoted());
        assertTrue(job.order("hub").contains("\nE\nQ\nC rmail joe@b.example o'brien@b.example \"joe\\040smith\"@b"));
        assertEquals(job.recipients().stream().map(r -> r.address().toString()).collect(Collectors.toList()),
                CommandWords.of(CommandWords.unquoted(job.command())).subList(1, 6));
    }

    /** Some have a shell run what they are told. */
    @ParameterizedTest
    @ValueSource(strings = {ODD, "a&b@b.example", "`id`@b.example", "$HOME@b.example", "a|b@b.example",
            "\"joe smith\"@b.example", "\"a;b\"@b.example", "-f@b.example", "?*@b.example"})
    void whereTheyAreNotNothingGoesThatAShellWouldNotice(String address) {
        RmailJob.Prepared prepared = prepared(OLD, address, "joe@b.example");
        assertEquals("rmail joe@b.example", prepared.job().orElseThrow().command());
        assertInstanceOf(Outcome.Refused.class, prepared.refused().get(Recipient.of(address)));
    }

    @Test
    void nothingBecomesAnOption() {
        assertTrue(prepared(TAYLOR, "-f@b.example").job().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"rmail joe@b.example  \"joe smith\"@b.example\t'x'",
            "rmail \"unclosed joe@b.example", "\"\"", "a\"b c\"d \"e\\\"f g\""})
    void wordsAreDividedAtSpacesOutsideOfQuotes(String command) {
        List<String> words = CommandWords.of(command);
        assertEquals(command.replaceAll("\\s+", " "), String.join(" ", words));
        assertEquals(switch (command.charAt(0)) {
            case 'r' -> command.contains("unclosed") ? 3 : 4;
            case '"' -> 1;
            default -> 2;
        }, words.size(), words.toString());
    }

    private static final RmailTerms BATCH = new RmailTerms("hub", "hub.example", false, Optional.of("rsmtp"));

    /** What the far side's reader makes of it: sender, recipients and text as they were. */
    @ParameterizedTest
    @ValueSource(
            strings = {"Subject: x\r\n\r\nx\r\n", "", ".\r\n..\r\n.QUIT\r\nx\r\n.\r\n", "no end", ".", "\r\n.\r\n\r\n"})
    void batchHasTheEnvelopeAndTheTextAsTheyAre(String text) {
        RmailJob.Prepared prepared = RmailJob.of(
                Mails.mail(1, text.getBytes(StandardCharsets.US_ASCII), ODD, "\"joe smith\"@b.example", "-f@b.example"),
                BATCH);
        RmailJob job = prepared.job().orElseThrow();
        assertEquals("rsmtp", job.command());
        Jobs.Reading.Mails mails = assertInstanceOf(Jobs.Reading.Mails.class,
                Jobs.read("rsmtp", job.body(), "hub", "", "b.example", (_, _) -> "name"));
        Submission read = mails.mails().getFirst().submission();
        assertEquals(job.recipients().stream().map(Recipient::address).toList(),
                read.recipients().stream().map(Recipient::address).toList());
        assertEquals(3, read.recipients().size());
        assertEquals("a@here.example", read.sender().orElseThrow().toString());
        String ended = text.isEmpty() || text.endsWith("\r\n") ? text : text + "\r\n";
        Body body = mails.mails().getFirst().body();
        assertEquals(ended, body.size() == 0 ? "" : new String(body.read(0, 1000), StandardCharsets.US_ASCII));
        assertEquals(job.body().size(), bytes(job.body(), 7).length);
        assertArrayEquals(bytes(job.body(), 3), bytes(job.body(), 1000), "in whatever pieces it is read");
    }

    private static byte[] bytes(Body body, int piece) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (bytes.size() < body.size())
            bytes.writeBytes(body.read(bytes.size(), piece));
        return bytes.toByteArray();
    }

    @Test
    void jobForTheRestOfTheRecipientsIsAnotherJob() {
        assertNotEquals(
                RmailJob.of(Mails.mail(1, "x\r\n", "a@b.example", "c@b.example"), BATCH).job().orElseThrow().name(),
                RmailJob.of(Mails.mail(1, "x\r\n", "a@b.example"), BATCH).job().orElseThrow().name());
    }
}

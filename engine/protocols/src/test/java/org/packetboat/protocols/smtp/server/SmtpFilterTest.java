package org.packetboat.protocols.smtp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.packetboat.engine.link.BytesBody;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.trace.Carriers;
import org.packetboat.protocols.smtp.filter.Filtered;
import org.packetboat.protocols.smtp.filter.Verdict;

/** What filters say counts, and what they make of a message goes into the queue. */
@ParameterizedClass
@EnumSource(Split.class)
class SmtpFilterTest {
    private static final Verdict SPAM = new Verdict.Refused(new Reply(550, "5.7.1", "Spam"));
    private static final String TAKEN = "354 End data with <CR><LF>.<CR><LF>";

    private final FakeIntake intake = new FakeIntake();
    private final FakeFilters filters = new FakeFilters();
    private final Split split;

    SmtpFilterTest(Split split) {
        this.split = split;
    }

    private Talk talk() {
        return Talk.with(Talk.service(intake, Talk.POLICY).with(filters), "10.1.2.3", split);
    }

    private static String queued(long id) {
        return "250 2.0.0 Ok: queued as " + new QueueId(id);
    }

    private void sends(Talk talk, String answer) {
        talk.data().lines("Subject: x", "", "..text", ".").expect(answer);
    }

    @Test
    void messageThatPassesIsStoredUnderTheIdThatTheFilterWasTold() {
        Talk talk = talk();
        sends(talk, queued(1));
        assertEquals("Subject: x\r\n\r\n.text\r\n", intake.body());
        assertTrue(intake.stored.getFirst().text().startsWith("Received: from client.example.org ([10.1.2.3])\r\n"));
        assertEquals(List.of("MAIL a@example.org of client.example.org", "RCPT b@example.com",
                "TEXT " + new QueueId(1) + " Subject: x\r\n\r\n.text\r\n"), filters.told);
        assertEquals(1, intake.countAbandoned(), "what lay beside the queue is given up");
        talk.session.lost();
        assertEquals("CLOSE", filters.told.getLast());
    }

    @Test
    void refusedSenderMayTryAgain() {
        filters.verdicts.put("a@example.org", SPAM);
        talk().lines("MAIL FROM:<a@example.org>", "RCPT TO:<b@example.com>", "MAIL FROM:<c@example.org>")
                .expect("550 5.7.1 Spam", "503 5.5.1 MAIL first", "250 2.1.0 Ok");
    }

    @Test
    void refusedRecipientLeavesTheOthers() {
        filters.verdicts.put("b@example.com", SPAM);
        talk().lines("MAIL FROM:<a@example.org>", "RCPT TO:<b@example.com>", "RCPT TO:<c@example.com>", "DATA")
                .expect("250 2.1.0 Ok", "550 5.7.1 Spam", "250 2.1.5 Ok", TAKEN).lines("x", ".").expect(queued(1));
        assertEquals("[c@example.com]", intake.submission().recipients().stream().map(r -> r.address().toString())
                .toList().toString());
    }

    @Test
    void recipientThatWeRefuseIsNotShown() {
        intake.refused.put("b@example.com", new Reply(550, "5.1.1", "Unknown"));
        talk().lines("MAIL FROM:<a@example.org>", "RCPT TO:<b@example.com>").heard();
        assertEquals(List.of("MAIL a@example.org of client.example.org"), filters.told);
    }

    @Test
    void nothingIsReadWhileAFilterThinks() {
        filters.slow = true;
        Talk talk = talk().lines("MAIL FROM:<a@example.org>", "RCPT TO:<b@example.com>", "RCPT TO:<c@example.com>",
                "DATA").expect();
        for (String answer : List.of("250 2.1.0 Ok", "250 2.1.5 Ok", "250 2.1.5 Ok\r\n" + TAKEN)) {
            filters.answer();
            talk.settle().expect(answer);
        }
        talk.lines("x", ".", "NOOP").expect();
        filters.answer();
        talk.settle().expect(queued(1), "250 2.0.0 Ok");
    }

    @Test
    void refusedMessageIsNotStored() {
        filters.ofText = SPAM;
        Talk talk = talk();
        sends(talk, "550 5.7.1 Spam");
        filters.ofText = new Verdict.Passed();
        sends(talk, queued(3));
        assertEquals(1, intake.count());
    }

    @Test
    void chunksAreFilteredAtTheLast() {
        talk().envelope().send("BDAT 3\r\nab\r").expect("250 2.0.0 3 octets received").send("BDAT 5 LAST\r\n\ncd\r\n")
                .expect(queued(1));
        assertEquals("ab\r\ncd\r\n", intake.body());
    }

    @Test
    void messageThatVanishesIsAnsweredLikeAnyOther() {
        filters.ofText = new Verdict.Discarded("broom");
        sends(talk(), queued(1));
        assertEquals(0, intake.count());
        assertEquals(List.of(new QueueId(1) + " the filter broom has discarded it"), intake.discarded);
    }

    @Test
    void changedMessageIsStoredAsItIsNow() {
        intake.refused.put("no@example.com", new Reply(550, "5.1.1", "Unknown"));
        filters.changes = was -> new Filtered(was.verdict(), "New: head\r\n\r\n".getBytes(StandardCharsets.UTF_8),
                new BytesBody("body\r\n".getBytes(StandardCharsets.UTF_8)), 0,
                new Filtered.Envelope(Optional.empty(), List.of(Address.parse("no@example.com"),
                        Address.parse("d@elsewhere.example"))),
                Optional.of("odd"), Optional.empty());
        sends(talk(), queued(1));
        assertEquals("New: head\r\n\r\nbody\r\n", intake.stored.getFirst().text());
        assertEquals(Optional.empty(), intake.submission().sender());
        assertEquals("[d@elsewhere.example]", intake.submission().recipients().stream()
                .map(r -> r.address().toString()).toList().toString());
        assertEquals(List.of(new QueueId(1) + " a filter wants it looked at: odd"), intake.held);
    }

    @Test
    void messageWithoutRecipientsVanishes() {
        filters.changes = was -> new Filtered(was.verdict(), was.head(), was.body(), was.from(),
                new Filtered.Envelope(was.to().sender(), List.of()), was.hold(), was.space());
        sends(talk(), queued(1));
        assertEquals(List.of(new QueueId(1) + " a filter has left it no recipients"), intake.discarded);
    }

    @Test
    void messageOfAClientThatIsGoneIsNotStored() {
        Talk talk = talk().data();
        filters.slow = true;
        talk.lines("x", ".").expect();
        talk.session.lost();
        filters.answer();
        assertEquals(0, intake.count());
        assertEquals(2, intake.countAbandoned());
    }

    @Test
    void connectionEndsIfAFilterWantsThat() {
        filters.verdicts.put("a@example.org", new Verdict.Refused(new Reply(421, "4.7.0", "Later")));
        talk().lines("MAIL FROM:<a@example.org>", "NOOP").expect("421 4.7.0 Later").expectClosed();
    }

    @Test
    void mailThatAnotherPacketboatHandsOnStaysAsItIs() {
        Talk talk = talk();
        talk.lines("MAIL FROM:<a@example.org> " + Carriers.KEYWORD + "=far.example").heard();
        assertTrue(filters.told.isEmpty(), filters.told.toString());
        talk.lines("RSET", "MAIL FROM:<a@example.org>", "RSET").heard();
        assertEquals(List.of("MAIL a@example.org of client.example.org", "RESET"), filters.told);
    }
}

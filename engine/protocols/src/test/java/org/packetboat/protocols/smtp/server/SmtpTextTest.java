package org.packetboat.protocols.smtp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.packetboat.protocols.smtp.syntax.SmtpLimits;

/** The text of messages by DATA: where it ends, and what must not be in it. */
@ParameterizedClass
@EnumSource(Split.class)
class SmtpTextTest {
    private static final String QUEUED = "250 2.0.0 Ok: queued as 000001";

    private final FakeIntake intake = new FakeIntake();
    private final Split split;

    SmtpTextTest(Split split) {
        this.split = split;
    }

    private void refuses(String text, String reply) {
        Talk.stranger(intake, split).data().send(text + "\r\n.\r\n").expect(reply).expectOpen();
        assertEquals(0, intake.count());
        assertEquals(1, intake.abandoned);
    }

    @Test
    void removesTheDotsTheClientPutThere() {
        Talk.trusted(intake, split).data().lines("..", "...x", ".y", "z.", "a.b", ".", "NOOP")
                .expect(QUEUED, "250 2.0.0 Ok");
        assertEquals(".\r\n..x\r\ny\r\nz.\r\na.b\r\n", intake.body());
    }

    @Test
    void takesAnEmptyText() {
        Talk.trusted(intake, split).data().lines(".").expect(QUEUED);
        assertEquals("", intake.body());
    }

    @Test
    void keepsEightBitAndTabsAndFormFeeds() {
        Talk.trusted(intake, split).data().lines("grün\tü\f\u000b\u0001 \u007f", ".").expect(QUEUED);
        assertEquals("grün\tü\f\u000b\u0001 \u007f\r\n", intake.body());
    }

    @Test
    void refusesBareLf() {
        refuses("one\ntwo", "554 5.6.0 Message has an LF without CR");
    }

    @Test
    void refusesBareCr() {
        refuses("one\rtwo", "554 5.6.0 Message has a CR without LF");
    }

    @Test
    void refusesNul() {
        refuses("one\0two", "554 5.6.0 Message has a NUL byte");
    }

    @Test
    void doesNotEndAtLfDotLf() {
        refuses("text\n.\nMAIL FROM:<evil@example.org>\r\nx", "554 5.6.0 Message has an LF without CR");
    }

    @Test
    void doesNotEndAtLfDotCrlf() {
        refuses("text\n.\r\nMAIL FROM:<evil@example.org>\r\nx", "554 5.6.0 Message has an LF without CR");
    }

    @Test
    void doesNotEndAtCrlfDotLf() {
        refuses("text\r\n.\nMAIL FROM:<evil@example.org>\r\nx", "554 5.6.0 Message has an LF without CR");
    }

    @Test
    void doesNotEndAtCrDotCr() {
        refuses("text\r.\rMAIL FROM:<evil@example.org>\r\nx", "554 5.6.0 Message has a CR without LF");
    }

    @Test
    void doesNotEndAtCrDotCrlf() {
        refuses("text\r.\r\nMAIL FROM:<evil@example.org>\r\nx", "554 5.6.0 Message has a CR without LF");
    }

    @Test
    void doesNotEndAtCrlfDotCr() {
        refuses("text\r\n.\rMAIL FROM:<evil@example.org>\r\nx", "554 5.6.0 Message has a CR without LF");
    }

    @Test
    void doesNotEndAtCrlfDotCrCrlf() {
        refuses("text\r\n.\r\r\nMAIL FROM:<evil@example.org>\r\nx", "554 5.6.0 Message has a CR without LF");
    }

    @Test
    void doesNotEndAtNulBetween() {
        refuses("text\r\n\0.\r\nx", "554 5.6.0 Message has a NUL byte");
    }

    @Test
    void refusesALineOverTheLimitAndTakesOneAtIt() {
        Talk talk = Talk.trusted(intake, split);
        talk.data().lines("x".repeat(65_536), ".").expect(QUEUED);
        talk.data().lines("x".repeat(65_537), "y", ".").expect("554 5.6.0 Message has a line longer than the limit");
        assertEquals(1, intake.count());
    }

    @Test
    void refusesAMessageOverTheLimitAndTakesOneAtIt() {
        intake.largest = 20;
        Talk talk = Talk.trusted(intake, split);
        talk.data().lines("..34567890", "12345678", ".").expect("552 5.3.4 Message is larger than the limit");
        talk.data().lines("..345678", "..23456789", ".").expect("250 2.0.0 Ok: queued as 000002");
        assertEquals(".345678\r\n.23456789\r\n", intake.body());
    }

    @Test
    void refusesOverTheLimitOnlyAfterTheEnd() {
        intake.largest = 20;
        Talk.trusted(intake, split).data().lines("x".repeat(50), "DATA", "RSET").expect().lines(".")
                .expect("552 5.3.4 Message is larger than the limit").expectOpen();
    }

    @Test
    void refusesAMessageThatGoesInCircles() {
        Talk talk = limited(3);
        talk.data().lines("Received: a", "received: b", "X-Received: c", "RECEIVED: d", "", "Received: e", ".")
                .expect(QUEUED);
        talk.data().lines("Received: a", "Received: b", "Received: c", "Received: d", "", "x", ".")
                .expect("554 5.4.6 Too many hops; this mail is going in circles");
        assertEquals(1, intake.count());
    }

    private Talk limited(int hops) {
        SmtpLimits limits = new SmtpLimits(10, 10, 100, hops, 998, 10, Duration.ofMinutes(5), Duration.ofDays(1));
        return Talk.with(Talk.service(intake, Talk.policy(limits)), "10.1.2.3", split);
    }

    @Test
    void tellsOfAStoreInTroubleAndGoesOn() {
        Talk talk = Talk.trusted(intake, split);
        intake.appendFails = true;
        talk.data().lines("text", ".").expect("452 4.3.1 Insufficient system storage");
        intake.appendFails = false;
        intake.beginFails = true;
        talk.envelope().lines("DATA").expect("452 4.3.1 Insufficient system storage");
        intake.beginFails = false;
        talk.data().lines("text", ".").expect("250 2.0.0 Ok: queued as 000002");
        assertEquals("text\r\n", intake.body());
    }

    @Test
    void endsTheSessionOfOneWhoDoesNotWaitForTheAnswerToData() {
        Talk talk = Talk.trusted(intake, Split.WHOLE).envelope();
        talk.send("DATA\r\ntext\r\n.\r\n".getBytes(StandardCharsets.US_ASCII))
                .expect("554 5.5.0 Nothing may follow before the answer to DATA").expectClosed();
        assertEquals(0, intake.begun);
    }
}

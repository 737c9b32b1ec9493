package org.packetboat.protocols.smtp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.packetboat.engine.mail.Reply;
import org.packetboat.protocols.smtp.syntax.SmtpLimits;

/** Command lines that are none, clients that err too often or fall silent, and those that may not relay. */
@ParameterizedClass
@EnumSource(Split.class)
class SmtpCommandLineTest {
    private final FakeIntake intake = new FakeIntake();
    private final Split split;

    SmtpCommandLineTest(Split split) {
        this.split = split;
    }

    @Test
    void refusesALineThatIsTooLongAndStaysInStep() {
        Talk.trusted(intake, split).lines("NOOP " + "x".repeat(4089), "NOOP " + "x".repeat(4090),
                "RSET " + "x".repeat(20_000), "NOOP")
                .expect("250 2.0.0 Ok", "500 5.5.2 Line too long", "500 5.5.2 Line too long", "250 2.0.0 Ok");
    }

    @Test
    void refusesLinesNotEndedByCrlf() {
        String bad = "500 5.5.2 Lines end with CR LF, and have neither elsewhere";
        Talk.stranger(intake, split).send("NOOP\nNOOP\r\r\nNO\rOP\r\n\nNOOP\r\n")
                .expect(bad, bad, bad, bad, "250 2.0.0 Ok");
    }

    @Test
    void refusesNulAndOtherControlCharacters() {
        String bad = "500 5.5.2 Control character in command";
        Talk.trusted(intake, split).lines("NOOP \0", "MAIL FROM:<a@example.org>\0", "NOOP\tx", "NOOP \u007f")
                .expect(bad, bad, bad, bad);
    }

    @Test
    void refusesWhatIsNotUtf8() {
        Talk.trusted(intake, split).send("RCPT TO:<\u00e4@example.com>\r\n".getBytes(StandardCharsets.ISO_8859_1))
                .expect("500 5.5.2 Command is not UTF-8");
    }

    @Test
    void refusesTheUnknownAndTheEmpty() {
        Talk.trusted(intake, split).lines("HELLO", "", "  ", "MAILFROM:<a@example.org>")
                .expect("500 5.5.2 Command not recognised", "500 5.5.2 Command not recognised",
                        "500 5.5.2 Command not recognised", "500 5.5.2 Command not recognised");
    }

    @Test
    void refusesArgumentsWhereThereAreNone() {
        Talk.trusted(intake, split).lines("RSET x", "QUIT now", "STARTTLS x", "DATA x")
                .expect("501 5.5.4 No argument expected; found \"x\"", "501 5.5.4 No argument expected; found \"now\"",
                        "501 5.5.4 No argument expected; found \"x\"", "501 5.5.4 No argument expected; found \"x\"");
    }

    @Test
    void refusesPathsThatAreNone() {
        String sender = "501 5.1.7 Expected FROM:<address>; found ";
        String recipient = "501 5.1.3 Expected TO:<address>; found ";
        Talk.stranger(intake, split).lines("MAIL", "MAIL FROM:", "MAIL FROM:a@example.org", "MAIL FROM:<a@example.org",
                "MAIL FROM:<a@example.org>SIZE=1", "MAIL FROM:<a>", "MAIL TO:<a@example.org>", "MAIL FROM:<@x>")
                .expect(sender + "nothing", sender + "\"FROM:\"", sender + "\"FROM:a@example.org\"",
                        sender + "\"FROM:<a@example.org\"", sender + "\"FROM:<a@example.org>SIZE=1\"", sender + "\"a\"",
                        sender + "\"TO:<a@example.org>\"", sender + "\"@x\"")
                .lines("MAIL FROM:<>", "RCPT TO:<>", "RCPT TO:<b>", "RCPT FROM:<b@example.com>", "RCPT TO:<b@-.com>")
                .expect("250 2.1.0 Ok", recipient + "nothing", recipient + "\"b\"",
                        recipient + "\"FROM:<b@example.com>\"", recipient + "\"b@-.com\"");
    }

    @Test
    void relaysForItsNetworksOnly() {
        Talk.stranger(intake, split).lines("MAIL FROM:<a@example.com>", "RCPT TO:<b@example.com>",
                "RCPT TO:<c@other.example>", "RCPT TO:<@example.com:c@other.example>")
                .expect("250 2.1.0 Ok", "250 2.1.5 Ok", "554 5.7.1 Relay access denied",
                        "554 5.7.1 Relay access denied");
        Talk.trusted(intake, split).lines("MAIL FROM:<a@example.com>", "RCPT TO:<c@other.example>")
                .expect("250 2.1.0 Ok", "250 2.1.5 Ok");
    }

    /** The server's name need not be a local domain. */
    @Test
    void whoWasAskedToAnswerMayDoSoFromAnywhere() {
        intake.awaited = "offer-1pnww402f-q3v9k2m7x0c4d8f1g5h6j2w3yz@mail.hub.example";
        Talk.stranger(intake, split).lines("MAIL FROM:<a@branch.example>", "RCPT TO:<" + intake.awaited + ">",
                "RCPT TO:<offer-1pnww402f-03v9k2m7x0c4d8f1g5h6j2w3yz@mail.hub.example>")
                .expect("250 2.1.0 Ok", "250 2.1.5 Ok", "554 5.7.1 Relay access denied");
    }

    @Test
    void endsTheSessionAfterTooManyErrors() {
        Talk talk = Talk.stranger(intake, split);
        for (int i = 0; i < 19; i++)
            talk.lines("WHAT").expect("500 5.5.2 Command not recognised");
        talk.lines("WHAT", "QUIT").expect("500 5.5.2 Command not recognised", "421 4.7.0 Too many errors")
                .expectClosed();
    }

    @Test
    void countsRefusedRecipientsOfStrangersOnly() {
        String[] wrong = new String[25];
        Arrays.fill(wrong, "RCPT TO:<x@nowhere.example>");
        intake.refused.put("x@nowhere.example", new Reply(550, "5.4.4", "No route"));
        Talk.trusted(intake, split).envelope().lines(wrong).heard();
        Talk stranger = Talk.stranger(intake, split).envelope().lines(wrong);
        stranger.expectClosed();
        assertEquals("421 4.7.0 Too many errors", stranger.heard().lines().toList().getLast());
    }

    @Test
    void forgivesErrorsOnceAMessageIsAccepted() {
        Talk talk = Talk.trusted(intake, split);
        for (int i = 0; i < 50; i++) {
            talk.lines("WHAT").expect("500 5.5.2 Command not recognised");
            if (i % 10 == 0) talk.data().lines(".").heard();
        }
        talk.expectOpen();
    }

    @Test
    void endsTheSessionOfOneWhoFellSilent() {
        Talk talk = Talk.trusted(intake, split).data().lines("half");
        talk.session.timeIs(Talk.NOW.plus(SmtpLimits.STANDARD.idle()), false);
        talk.expect("421 4.4.2 Waited too long for you").expectClosed();
        assertEquals(1, intake.abandoned);
    }

    @Test
    void doesNotBlameTheClientForASlowCommit() {
        intake.holdsAnswers = true;
        Talk talk = Talk.trusted(intake, split).data().lines(".");
        talk.session.timeIs(Talk.NOW.plus(SmtpLimits.STANDARD.idle()), false);
        intake.answer();
        talk.settle().expect("250 2.0.0 Ok: queued as 000001").expectOpen();
    }

    @Test
    void takesFewerRecipientsFromStrangers() {
        Talk talk = Talk.stranger(intake, split).lines("MAIL FROM:<>").expect("250 2.1.0 Ok");
        for (int i = 0; i < 100; i++)
            talk.lines("RCPT TO:<u" + i + "@example.com>").expect("250 2.1.5 Ok");
        talk.lines("RCPT TO:<over@example.com>").expect("452 4.5.3 Too many recipients");
    }

    @Test
    void takesManyRecipientsButNotMore() {
        SmtpLimits limits = new SmtpLimits(10, 10, 100, 50, 998, 10, Duration.ofMinutes(5), Duration.ofDays(1));
        Talk talk = Talk.with(Talk.service(intake, Talk.policy(limits)), "10.1.2.3", split);
        talk.lines("MAIL FROM:<>").expect("250 2.1.0 Ok");
        for (int i = 0; i < 100; i++)
            talk.lines("RCPT TO:<u" + i + "@example.com>").expect("250 2.1.5 Ok");
        talk.lines("RCPT TO:<over@example.com>", "DATA").expect("452 4.5.3 Too many recipients",
                "354 End data with <CR><LF>.<CR><LF>").lines(".").expect("250 2.0.0 Ok: queued as 000001");
        assertEquals(100, intake.submission().recipients().size());
    }
}

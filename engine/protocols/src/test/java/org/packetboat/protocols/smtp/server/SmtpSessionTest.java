package org.packetboat.protocols.smtp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.Reply;

/** The ordinary life of a session (RFC 5321), however its bytes are divided. */
@ParameterizedClass
@EnumSource(Split.class)
class SmtpSessionTest {
    private final FakeIntake intake = new FakeIntake();
    private final Split split;

    SmtpSessionTest(Split split) {
        this.split = split;
    }

    @Test
    void takesAMessage() {
        Talk.trusted(intake, split).data().lines("Subject: hello", "", "First line", "second line", ".")
                .expect("250 2.0.0 Ok: queued as 000001");
        assertEquals("Subject: hello\r\n\r\nFirst line\r\nsecond line\r\n", intake.body());
        assertEquals(Optional.of(Address.parse("a@example.org")), intake.submission().sender());
        assertEquals(List.of(Recipient.of("b@example.com")), intake.submission().recipients());
        assertEquals("smtp:10.1.2.3", intake.submission().origin());
    }

    @Test
    void whileTheServerIsStuckNothingIsTakenAndClientsAreSentAway() {
        Talk talk = Talk.trusted(intake, split);
        intake.away = Optional.of(new Reply(421, "4.3.2", "Server is stuck; try again later"));
        talk.lines("MAIL FROM:<a@example.org>").expect("421 4.3.2 Server is stuck; try again later").expectClosed();
    }

    @Test
    void offersItsExtensions() {
        Talk.fresh(Talk.service(intake, Talk.POLICY), "192.0.2.7", split).lines("EHLO client.example.org").expect(
                "250-hub.example.com greets client.example.org", "250-PIPELINING", "250-SIZE 1000000",
                "250-8BITMIME", "250-SMTPUTF8", "250-ENHANCEDSTATUSCODES", "250-CHUNKING", "250-HELP",
                "250 LIMITS RCPTMAX=100");
    }

    @Test
    void offersPriorityAndHoldingToThoseWhoMayRelay() {
        Talk.fresh(Talk.service(intake, Talk.POLICY), "10.1.2.3", split).lines("EHLO client.example.org").expect(
                "250-hub.example.com greets client.example.org", "250-PIPELINING", "250-SIZE 1000000",
                "250-8BITMIME", "250-SMTPUTF8", "250-ENHANCEDSTATUSCODES", "250-DSN", "250-CHUNKING", "250-HELP",
                "250-LIMITS RCPTMAX=50000",
                "250-MT-PRIORITY", "250-FUTURERELEASE 2592000 2026-12-20T10:15:30Z", "250-DELIVERBY 5", "250-XCARRIED",
                "250-XTRANSID", "250 XREPORT");
    }

    /** So that it knows itself by whatever way it is called. */
    @Test
    void tellsThoseWhoMayRelayWhichQueueItIs() {
        intake.place = "1a2b";
        Talk.fresh(Talk.service(intake, Talk.POLICY), "10.1.2.3", split).lines("EHLO client.example.org").expect(
                "250-hub.example.com greets client.example.org", "250-PIPELINING", "250-SIZE 1000000",
                "250-8BITMIME", "250-SMTPUTF8", "250-ENHANCEDSTATUSCODES", "250-DSN", "250-CHUNKING", "250-HELP",
                "250-LIMITS RCPTMAX=50000",
                "250-MT-PRIORITY", "250-FUTURERELEASE 2592000 2026-12-20T10:15:30Z", "250-DELIVERBY 5", "250-XCARRIED",
                "250-XTRANSID 1a2b", "250 XREPORT");
    }

    @Test
    void namesTheServersThatCarriedItInTheTraceLine() {
        Talk.trusted(intake, split).lines("MAIL FROM:<a@b.example> XCARRIED=sea.example.com,Hub2.example.com",
                "RCPT TO:<c@example.com>", "DATA").expect("250 2.1.0 Ok", "250 2.1.5 Ok",
                        "354 End data with <CR><LF>.<CR><LF>")
                .lines(".").expect("250 2.0.0 Ok: queued as 000001");
        String text = intake.stored.getFirst().text();
        assertTrue(text.contains("\r\n\tby hub.example.com (carried by sea.example.com, hub2.example.com) with "),
                text);
    }

    @Test
    void takesNoMailThatItHasCarriedBefore() {
        Talk.trusted(intake, split).lines("MAIL FROM:<a@b.example> XCARRIED=sea.example.com,hub.example.com")
                .expect("451 4.4.6 This mail has been carried by this server before");
    }

    @Test
    void saysWhoSentItAndHow() {
        Talk.trusted(intake, split).data().lines(".").expect("250 2.0.0 Ok: queued as 000001");
        assertEquals("Received: from client.example.org ([10.1.2.3])\r\n\tby hub.example.com with ESMTP id 000001"
                + "\r\n\tfor <b@example.com>; Fri, 20 Nov 2026 10:15:30 +0000\r\n", intake.stored.getFirst().text());
    }

    @Test
    void namesNoRecipientInTheTraceLineOfSeveral() {
        Talk.trusted(intake, split).envelope()
                .lines("RCPT TO:<c@example.com>", "DATA").expect("250 2.1.5 Ok", "354 End data with <CR><LF>.<CR><LF>")
                .lines(".").expect("250 2.0.0 Ok: queued as 000001");
        assertEquals("Received: from client.example.org ([10.1.2.3])\r\n\tby hub.example.com with ESMTP id 000001"
                + "; Fri, 20 Nov 2026 10:15:30 +0000\r\n", intake.stored.getFirst().text());
    }

    @Test
    void writesAnIpv6ClientAsLiteralAndHeloAsSmtp() {
        Talk.fresh(Talk.service(intake, Talk.POLICY), "2001:db8::7", split).lines("HELO client")
                .expect("250 hub.example.com").data().lines(".").expect("250 2.0.0 Ok: queued as 000001");
        assertTrue(intake.stored.getFirst().text().startsWith("Received: from client ([IPv6:2001:db8:0:0:0:0:0:7])"
                + "\r\n\tby hub.example.com with SMTP id 000001"), intake.stored.getFirst().text());
    }

    @Test
    void takesOneMessageAfterTheOther() {
        Talk talk = Talk.trusted(intake, split);
        talk.data().lines("one", ".").expect("250 2.0.0 Ok: queued as 000001");
        talk.data().lines("two", ".").expect("250 2.0.0 Ok: queued as 000002");
        assertEquals(2, intake.count());
    }

    @Test
    void answersPipelinedCommandsInOrder() {
        Talk.trusted(intake, split).data()
                .lines("text", ".", "MAIL FROM:<c@example.org>", "RCPT TO:<d@example.com>", "RSET", "QUIT")
                .expect("250 2.0.0 Ok: queued as 000001", "250 2.1.0 Ok", "250 2.1.5 Ok", "250 2.0.0 Ok",
                        "221 2.0.0 Bye")
                .expectClosed();
    }

    @Test
    void answersNothingPastACommitThatIsPending() {
        intake.holdsAnswers = true;
        Talk talk = Talk.trusted(intake, split).data().lines("text", ".", "NOOP", "MAIL FROM:<c@example.org>").expect();
        assertTrue(talk.session.isFull());
        assertEquals(0, intake.count());
        intake.answer();
        talk.settle().expect("250 2.0.0 Ok: queued as 000001", "250 2.0.0 Ok", "250 2.1.0 Ok");
        assertTrue(!talk.session.isFull());
    }

    @Test
    void passesOnWhyTheIntakeRefusesAMessage() {
        intake.rejects = Optional.of(new Reply(452, "4.3.1", "Disk full"));
        Talk talk = Talk.trusted(intake, split).data().lines("text", ".").expect("452 4.3.1 Disk full");
        intake.rejects = Optional.empty();
        talk.data().lines("text", ".").expect("250 2.0.0 Ok: queued as 000002");
    }

    @Test
    void passesOnWhyTheIntakeRefusesARecipient() {
        intake.refused.put("x@nowhere.example", new Reply(550, "5.4.4", "No route"));
        Talk.trusted(intake, split).envelope().lines("RCPT TO:<x@nowhere.example>", "DATA")
                .expect("550 5.4.4 No route", "354 End data with <CR><LF>.<CR><LF>")
                .lines("text", ".").expect("250 2.0.0 Ok: queued as 000001");
        assertEquals(List.of(Recipient.of("b@example.com")), intake.submission().recipients());
    }

    @Test
    void takesTheNullSender() {
        Talk.trusted(intake, split).lines("MAIL FROM:<>", "RCPT TO:<b@example.com>", "DATA")
                .expect("250 2.1.0 Ok", "250 2.1.5 Ok", "354 End data with <CR><LF>.<CR><LF>")
                .lines(".").expect("250 2.0.0 Ok: queued as 000001");
        assertEquals(Optional.empty(), intake.submission().sender());
    }

    @Test
    void knowsThePostmasterAtItsOwnNameWhoeverAsks() {
        Talk.stranger(intake, split).lines("MAIL FROM:<>", "RCPT TO:<postMaster@HUB.example.com>",
                "RCPT TO:<other@hub.example.com>", "DATA")
                .expect("250 2.1.0 Ok", "250 2.1.5 Ok", "554 5.7.1 Relay access denied",
                        "354 End data with <CR><LF>.<CR><LF>")
                .lines(".").expect("250 2.0.0 Ok: queued as 000001");
        assertEquals(List.of(Recipient.of("postMaster@hub.example.com")), intake.submission().recipients());
    }

    @Test
    void knowsThePostmasterWithoutDomainWhoeverAsks() {
        Talk.stranger(intake, split).lines("MAIL FROM:<>", "RCPT TO:<Postmaster>", "DATA")
                .expect("250 2.1.0 Ok", "250 2.1.5 Ok", "354 End data with <CR><LF>.<CR><LF>")
                .lines(".").expect("250 2.0.0 Ok: queued as 000001");
        assertEquals(List.of(Recipient.of("Postmaster@hub.example.com")), intake.submission().recipients());
    }

    @Test
    void ignoresSourceRoutes() {
        Talk.trusted(intake, split).lines("MAIL FROM:<@one.example,@two.example:a@example.org>",
                "RCPT TO:<@hub.example.com:b@example.com>", "DATA")
                .expect("250 2.1.0 Ok", "250 2.1.5 Ok", "354 End data with <CR><LF>.<CR><LF>")
                .lines(".").expect("250 2.0.0 Ok: queued as 000001");
        assertEquals(Optional.of(Address.parse("a@example.org")), intake.submission().sender());
        assertEquals(List.of(Recipient.of("b@example.com")), intake.submission().recipients());
    }

    @Test
    void readsQuotedLocalParts() {
        Talk.trusted(intake, split)
                .lines("MAIL FROM:<\"a>b @c\"@example.org>", "RCPT TO:<\"x\\\"y\"@example.com>", "DATA")
                .expect("250 2.1.0 Ok", "250 2.1.5 Ok", "354 End data with <CR><LF>.<CR><LF>")
                .lines(".").expect("250 2.0.0 Ok: queued as 000001");
        assertEquals(Optional.of(Address.parse("\"a>b @c\"@example.org")), intake.submission().sender());
    }

    @Test
    void takesVerbsInEitherCase() {
        Talk.trusted(intake, split).lines("mail from:<a@example.org>", "Rcpt To:<b@example.com>", "data")
                .expect("250 2.1.0 Ok", "250 2.1.5 Ok", "354 End data with <CR><LF>.<CR><LF>");
    }

    @Test
    void answersTheSmallCommands() {
        Talk.trusted(intake, split).lines("NOOP", "NOOP anything", "VRFY somebody", "VRFY", "HELP", "EXPN list", "RSET")
                .expect("250 2.0.0 Ok", "250 2.0.0 Ok", "252 2.1.5 Not verified; send the mail and see",
                        "501 5.5.4 Syntax error in argument; found nothing",
                        "214 2.0.0 EHLO HELO MAIL RCPT DATA BDAT RSET NOOP VRFY STARTTLS AUTH QUIT; see RFC 5321",
                        "502 5.5.1 Command not implemented", "250 2.0.0 Ok");
    }

    @Test
    void refusesCommandsBeforeTheirTime() {
        Talk.fresh(Talk.service(intake, Talk.POLICY), "10.1.2.3", split)
                .lines("MAIL FROM:<a@example.org>", "RCPT TO:<b@example.com>", "BDAT 4 LAST", "NOOPDATA")
                .expect("503 5.5.1 EHLO or HELO first", "503 5.5.1 MAIL first", "503 5.5.1 MAIL first",
                        "503 5.5.1 MAIL first")
                .greeted().lines("MAIL FROM:<a@example.org>", "MAIL FROM:<c@example.org>", "DATA")
                .expect("250 2.1.0 Ok", "503 5.5.1 A message is open already; RSET first",
                        "554 5.5.1 No valid recipients");
        assertEquals(0, intake.begun);
    }

    @Test
    void forgetsTheMessageOnRsetAndOnEhlo() {
        Talk.trusted(intake, split).envelope().lines("RSET", "RCPT TO:<c@example.com>")
                .expect("250 2.0.0 Ok", "503 5.5.1 MAIL first")
                .envelope().greeted().lines("RCPT TO:<c@example.com>").expect("503 5.5.1 MAIL first");
    }

    @Test
    void refusesToGreetANamelessOne() {
        String wrong = "501 5.5.4 Expected your host name; found ";
        Talk.fresh(Talk.service(intake, Talk.POLICY), "192.0.2.7", split)
                .lines("EHLO", "EHLO (comment)", "HELO a b", "HELO <x>", "HELO b\u00fcro")
                .expect(wrong + "nothing", wrong + "\"(comment)\"", wrong + "\"a b\"", wrong + "\"<x>\"",
                        wrong + "\"b?ro\"");
    }

    @Test
    void abandonsWhatItWasTakingInWhenTheConnectionIsLost() {
        Talk.trusted(intake, split).data().lines("half a mess").session.lost();
        assertEquals(1, intake.abandoned);
        assertEquals(0, intake.count());
    }

    @Test
    void leavesACommitAloneWhenTheConnectionIsLost() {
        intake.holdsAnswers = true;
        Talk talk = Talk.trusted(intake, split).data().lines("text", ".");
        talk.session.lost();
        intake.answer();
        talk.settle().expect();
        assertEquals(0, intake.abandoned);
        assertEquals(1, intake.count());
    }
}

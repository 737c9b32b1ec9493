package org.packetboat.protocols.smtp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.packetboat.engine.mail.Reply;
import org.packetboat.protocols.mail.TraceDate;
import org.packetboat.protocols.smtp.server.ListenerRules.Encryption;
import org.packetboat.protocols.smtp.server.ListenerRules.Protocol;
import org.packetboat.protocols.smtp.server.port.Authenticator.Verdict;
import org.packetboat.protocols.smtp.server.port.Claims;
import org.packetboat.protocols.smtp.server.port.PickUp;
import org.packetboat.protocols.smtp.server.port.SmtpServerLog;
import org.packetboat.protocols.smtp.syntax.Network;

/** Listeners that ask more of their clients, speak LMTP, or hear of somebody else. */
@ParameterizedClass
@EnumSource(Split.class)
class ListenerRulesTest {
    private static final String BALANCER = "192.0.2.1";
    private static final String STRANGER = "192.0.2.7";
    private static final String ONE_OF_US = "10.1.2.3";
    private static final String LOGIN = "AUTH PLAIN AGFubmEAc2VjcmV0";

    private final FakeIntake intake = new FakeIntake();
    private final Split split;

    ListenerRulesTest(Split split) {
        this.split = split;
    }

    private Talk at(String client, Protocol protocol, Encryption encryption, boolean loginNeeded, long largest) {
        ListenerRules rules = new ListenerRules(protocol, encryption, loginNeeded, "at your service", largest,
                List.of(Network.parse(BALANCER)));
        SmtpService service = new SmtpService(Talk.POLICY.with(rules), intake,
                domain -> domain.name().equals("example.com"), true,
                Optional.of((_, _, _, answer) -> answer.accept(Verdict.RIGHT)), new TraceDate(), PickUp.NONE,
                Claims.NONE, SmtpServerLog.NONE);
        return Talk.begun(service, client, split).expect("220 hub.example.com "
                + (protocol == Protocol.LMTP ? "LMTP" : "ESMTP") + " at your service");
    }

    private Talk at(String client, Encryption encryption, boolean loginNeeded) {
        return at(client, Protocol.SMTP, encryption, loginNeeded, Long.MAX_VALUE);
    }

    private Talk lmtp(String client) {
        return at(client, Protocol.LMTP, Encryption.OFFERED, false, Long.MAX_VALUE);
    }

    private Talk balanced() {
        return at(BALANCER, Encryption.OFFERED, false);
    }

    private String trace() {
        return intake.stored.getLast().text();
    }

    @Test
    void nothingIsTakenInClearWhereThatMustNotBe() {
        Talk talk = at(ONE_OF_US, Encryption.REQUIRED, false).greeted();
        talk.lines("MAIL FROM:<a@example.org>").expect("530 5.7.0 STARTTLS first");
        talk.lines(LOGIN).expect("530 5.7.0 STARTTLS first");
        talk.send("BDAT 14 LAST\r\nRSET\r\nHELO x\r\n").expect("503 5.5.1 MAIL first");
        talk.lines("NOOP", "RSET").expect("250 2.0.0 Ok", "250 2.0.0 Ok");
        talk.lines("STARTTLS").expect("220 2.0.0 Ready to start TLS").greeted().envelope();
    }

    @Test
    void onlyThoseWhoHaveLoggedInMaySendWhereALoginIsNeeded() {
        Talk talk = at(ONE_OF_US, Encryption.REQUIRED, true).greeted();
        talk.lines("STARTTLS").expect("220 2.0.0 Ready to start TLS").greeted();
        talk.lines("MAIL FROM:<a@example.org>").expect("530 5.7.0 Authentication required");
        talk.lines(LOGIN).expect("235 2.7.0 Logged in").envelope();
    }

    @Test
    void encryptedFromTheFirstByteNeedsNoStartTls() {
        Talk talk = at(STRANGER, Encryption.IMPLICIT, false);
        talk.lines("EHLO client.example.org");
        String offers = talk.heard();
        assertTrue(offers.contains("AUTH PLAIN LOGIN") && !offers.contains("STARTTLS"), offers);
        talk.lines("STARTTLS").expect("503 5.5.1 TLS is on already");
        talk.data().lines("x", ".").expect("250 2.0.0 Ok: queued as 000001");
        assertTrue(trace().contains(" with ESMTPS id "), this::trace);
    }

    @Test
    void aListenerMayTakeSmallerMailThanOthers() {
        Talk talk = at(STRANGER, Protocol.SMTP, Encryption.OFFERED, false, 10);
        talk.lines("EHLO client.example.org");
        assertTrue(talk.heard().contains("250-SIZE 10\r\n"));
        talk.lines("MAIL FROM:<a@example.org> SIZE=11").expect("552 5.3.4 Message is larger than the limit");
        talk.data().lines("0123456789", ".").expect("552 5.3.4 Message is larger than the limit");
    }

    @Test
    void lmtpAnswersForEachRecipientThatWasTaken() {
        Talk talk = lmtp(STRANGER);
        talk.lines("EHLO x.example").expect("500 5.5.1 This is LMTP; say LHLO");
        talk.lines("LHLO client.example.org");
        assertTrue(talk.heard().startsWith("250-hub.example.com greets client.example.org\r\n"));
        String[] commands = {"MAIL FROM:<a@example.org>", "RCPT TO:<b@example.com>", "RCPT TO:<c@example.net>",
                "RCPT TO:<d@example.com>", "RCPT TO:<b@example.com>"};
        String[] answers = {"250 2.1.0 Ok", "250 2.1.5 Ok", "554 5.7.1 Relay access denied", "250 2.1.5 Ok",
                "250 2.1.5 Ok"};
        talk.lines(commands).expect(answers).lines("DATA").expect("354 End data with <CR><LF>.<CR><LF>");
        talk.lines("x", ".").expect("250 2.0.0 Ok: queued as 000001", "250 2.0.0 Ok: queued as 000001",
                "250 2.0.0 Ok: queued as 000001");
        assertTrue(trace().contains(" with LMTP id "), this::trace);
        talk.lines(commands).expect(answers).send("BDAT 3 LAST\r\nx\r\n").expect("250 2.0.0 Ok: queued as 000002",
                "250 2.0.0 Ok: queued as 000002", "250 2.0.0 Ok: queued as 000002");
        talk.lines(commands).expect(answers).send("BDAT 3\r\nx\r\n").expect("250 2.0.0 3 octets received");
        talk.lines("RSET", "NOOP").expect("250 2.0.0 Ok", "250 2.0.0 Ok");
    }

    @Test
    void lmtpRefusesForEachRecipientToo() {
        Talk talk = lmtp(STRANGER).lines("LHLO client.example.org");
        talk.heard();
        talk.lines("MAIL FROM:<a@example.org>", "DATA").expect("250 2.1.0 Ok", "503 5.5.1 No valid recipients");
        talk.lines("RCPT TO:<b@example.com>", "RCPT TO:<d@example.com>").expect("250 2.1.5 Ok", "250 2.1.5 Ok");
        intake.rejects = Optional.of(new Reply(452, "4.3.1", "Full"));
        talk.lines("DATA").expect("354 End data with <CR><LF>.<CR><LF>");
        talk.lines("x", ".").expect("452 4.3.1 Full", "452 4.3.1 Full");
        intake.rejects = Optional.empty();
        talk.lines("MAIL FROM:<a@example.org>", "RCPT TO:<b@example.com>", "RCPT TO:<d@example.com>", "DATA")
                .expect("250 2.1.0 Ok", "250 2.1.5 Ok", "250 2.1.5 Ok", "354 End data with <CR><LF>.<CR><LF>");
        talk.send("a\0b\r\n.\r\n");
        String said = talk.heard();
        assertEquals(2, said.lines().count(), said);
        assertEquals(1, said.lines().distinct().count(), said);
        talk.lines("NOOP").expect("250 2.0.0 Ok");
    }

    @Test
    void lhloIsUnknownWhereSmtpIsSpoken() {
        balanced().lines("LHLO x.example").expect("500 5.5.2 Command not recognised");
    }

    @Test
    void aBalancerSaysForWhomItSpeaks() {
        Talk talk = balanced();
        talk.lines("EHLO balancer.example");
        assertTrue(talk.heard().endsWith("250 " + XclientCommand.OFFER + "\r\n"));
        talk.lines("XCLIENT ADDR=10.9.9.9 NAME=pc.example PORT=1234")
                .expect("220 hub.example.com ESMTP at your service");
        assertEquals("10.9.9.9", talk.spokenFor);
        talk.lines("EHLO pc.example");
        assertTrue(talk.heard().contains("DSN"), "it may relay from there");
        talk.lines("MAIL FROM:<a@example.org>", "RCPT TO:<b@example.net>", "DATA").expect("250 2.1.0 Ok",
                "250 2.1.5 Ok", "354 End data with <CR><LF>.<CR><LF>");
        talk.lines("x", ".").expect("250 2.0.0 Ok: queued as 000001");
        assertTrue(trace().startsWith("Received: from pc.example ([10.9.9.9])"), this::trace);
        talk.lines("XCLIENT ADDR=IPV6:2001:db8::7").expect("220 hub.example.com ESMTP at your service").greeted();
        talk.lines("MAIL FROM:<a@example.org>", "RCPT TO:<b@example.net>").expect("250 2.1.0 Ok",
                "554 5.7.1 Relay access denied");
        talk.lines("XCLIENT ADDR=10.9.9.9").expect("503 5.5.1 Not while a message is open; RSET first");
    }

    @Test
    void aBalancerMaySayWhoHasLoggedInAndWhatItDoesNotKnow() {
        Talk talk = balanced();
        talk.lines("XCLIENT ADDR=[UNAVAILABLE] HELO=pc+2Eexample LOGIN=anna PROTO=ESMTP NAME=[TEMPUNAVAIL]")
                .expect("220 hub.example.com ESMTP at your service");
        assertEquals("0.0.0.0", talk.spokenFor);
        talk.lines("MAIL FROM:<a@example.org>", "RCPT TO:<b@example.net>").expect("250 2.1.0 Ok", "250 2.1.5 Ok");
        talk.lines("RSET", "XCLIENT ADDR=[UNAVAILABLE]").expect("250 2.0.0 Ok",
                "220 hub.example.com ESMTP at your service");
        talk.lines("MAIL FROM:<a@example.org>").expect("503 5.5.1 EHLO or HELO first");
    }

    @Test
    void nobodyElseMaySpeakForOthersAndNonsenseIsRefused() {
        Talk talk = at(ONE_OF_US, Encryption.OFFERED, false);
        talk.lines("EHLO x.example");
        String offers = talk.heard();
        assertTrue(!offers.contains("XCLIENT"), offers);
        talk.lines("XCLIENT ADDR=10.9.9.9").expect("550 5.7.0 You may not speak for others here");
        assertEquals("", talk.spokenFor);
        Talk balancer = balanced();
        for (String nonsense : List.of("", "ADDR", "ADDR=", "ADDR=2001:db8::7", "ADDR=IPV6:10.1.2.3",
                "ADDR=host.example",
                "COLOUR=red", "ADDR=10.1.2.3 X", "HELO=a+ZZ")) {
            balancer.lines("XCLIENT " + nonsense);
            assertTrue(balancer.heard().startsWith("501 5.5.4 Syntax error in argument; found "), nonsense);
        }
        assertEquals("", balancer.spokenFor);
    }

    @Test
    void whoIsSpokenForHasHisShareOfConnections() {
        Talk talk = balanced();
        talk.crowded = true;
        talk.lines("XCLIENT ADDR=10.9.9.9")
                .expect("421 4.7.0 Too many connections from your address; try again later").expectClosed();
    }
}

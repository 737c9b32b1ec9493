package org.packetboat.protocols.smtp.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.protocols.Mails.mail;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.LinkSession.Event;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.peer.Tls;

class SmtpOpeningTest {
    private static final String HI = "Subject: hi\r\n\r\nhello\r\n";
    private static final ClientProfile PLAIN = Talk.smtp(Tls.OFF);
    private static final String NOTHING = "250 peer.example";

    private final Transfer one = mail(1, HI, "b@far.example");

    @Test
    void fallsBackToHelo() {
        Talk talk = new Talk(PLAIN, one).on(new Event.Connected());
        assertEquals("EHLO hub.example\n", talk.peer("220 old").said());
        assertEquals("HELO hub.example\n", talk.peer("502 what?").said());
        assertEquals("MAIL FROM:<a@here.example>\n", talk.peer("250 old").said());
    }

    @Test
    void asksForNoMailWhereNobodyTalks() throws Exception {
        for (String greeting : List.of("554 5.3.2 no mail here", "421 4.3.2 busy", "HTTP/1.1 400")) {
            Talk talk = new Talk(PLAIN, one).on(new Event.Connected()).peer(greeting);
            assertInstanceOf(Ending.Unreached.class, talk.supply.ending());
            assertEquals(1, talk.supply.left());
        }
        Talk talk = new Talk(PLAIN, one).on(new Event.Connected()).peer("220 hi").peer("500 what").peer("550 what");
        assertEquals(new Ending.Unreached(new Reply(550, "5.0.0", "what")), talk.supply.ending());
    }

    @Test
    void startsTlsWhereOfferedAndGreetsAnew() {
        Talk talk = Talk.open(Talk.smtp(Tls.MAY), "250-peer\n250 STARTTLS", one);
        assertEquals("STARTTLS\n", talk.said());
        talk.peer("220 go");
        assertTrue(talk.isSecuring());
        talk.on(new Event.Secured());
        assertEquals("EHLO hub.example\n", talk.said());
        talk.peer("250-peer\n250 STARTTLS");
        assertEquals("MAIL FROM:<a@here.example>\n", talk.said());
    }

    @Test
    void sendsInClearWhereTlsIsNotOfferedAndMayBeLeftOut() {
        assertTrue(Talk.open(Talk.smtp(Tls.MAY), NOTHING, one).said().startsWith("MAIL"));
        Talk refusing = Talk.open(Talk.smtp(Tls.MAY), "250-peer\n250 STARTTLS", one).peer("454 no");
        assertTrue(refusing.said().endsWith("MAIL FROM:<a@here.example>\n"));
    }

    @Test
    void sendsNothingWhereTlsMustBeAndIsNot() throws Exception {
        Talk without = Talk.open(Talk.smtp(Tls.MUST), NOTHING, one);
        assertInstanceOf(Ending.Unreached.class, without.supply.ending());
        assertEquals("", without.said());
        Talk refusing = Talk.open(Talk.smtp(Tls.MUST), "250-peer\n250 STARTTLS", one).peer("454 4.7.0 no");
        assertEquals(new Ending.Unreached(new Reply(454, "4.7.0", "no")), refusing.supply.ending());
    }

    @Test
    void tellsAFailedHandshakeFromALostConnection() throws Exception {
        Talk talk = Talk.open(Talk.smtp(Tls.MAY), "250-peer\n250 STARTTLS", one).peer("220 go");
        talk.on(new Event.Lost("certificate expired"));
        assertTrue(((SmtpClientSession) talk.session).hasTlsFailed());
        assertInstanceOf(Ending.Unreached.class, talk.supply.ending());
    }

    @Test
    void distrustsWhatCameInClearBehindTheAnswerToStartTls() throws Exception {
        Talk talk = Talk.open(Talk.smtp(Tls.MAY), "250-peer\n250 STARTTLS", one);
        talk.peer("220 go\n250 evil");
        assertFalse(talk.isSecuring());
        assertInstanceOf(Ending.Unreached.class, talk.supply.ending());
    }

    @Test
    void speaksLhloAndNeverHeloInLmtp() throws Exception {
        Talk talk = new Talk(Talk.lmtp(), one).on(new Event.Connected()).peer("220 hi");
        assertEquals("LHLO hub.example\n", talk.said());
        assertInstanceOf(Ending.Unreached.class, talk.peer("500 what").supply.ending());
    }
}

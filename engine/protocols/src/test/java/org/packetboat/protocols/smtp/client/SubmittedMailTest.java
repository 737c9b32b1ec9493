package org.packetboat.protocols.smtp.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.protocols.Mails.mail;
import static org.packetboat.protocols.smtp.client.Expected.refused;

import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.link.LinkSession.Event;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.peer.PeerPolicy;
import org.packetboat.engine.peer.Tls;
import org.packetboat.protocols.smtp.sasl.SaslLogin;

/** Mail that a program hands to a server, which is to hold it, and to know it again. */
class SubmittedMailTest {
    private static final String HI = "Subject: hi\r\n\r\nhello\r\n";
    private static final Instant TEN = Talk.BEGIN.plusSeconds(3600);
    private static final SaslLogin LOGIN = new SaslLogin("app", "secret", false, true, true, new Random(1));

    private final Transfer one = mail(1, HI, "b@far.example");

    private static Transfer heldUntil(Transfer mail, Instant at) {
        Envelope e = mail.envelope();
        return new Transfer(e.startingAt(at), mail.body(),
                Optional.of("camel-1"));
    }

    @Test
    void goesUnderTheNameThatItsSubmitterGaveIt() {
        Talk talk = Talk.open(Talk.smtp(Tls.OFF), "250-peer\n250 XTRANSID",
                new Transfer(one.envelope(), one.body(), Optional.of("camel-1")));
        assertTrue(talk.said().startsWith("MAIL FROM:<a@here.example> XTRANSID=camel-1\n"));
    }

    @Test
    void isHeldWhereItGoesAndIsNotHandedToWhoDoesNotHold() throws Exception {
        Transfer held = heldUntil(one, TEN);
        Talk talk = Talk.open(Talk.smtp(Tls.OFF), "250-peer\n250 FUTURERELEASE 86400 2030-01-01T00:00:00Z", held);
        assertTrue(talk.said().startsWith("MAIL FROM:<a@here.example> HOLDUNTIL=2026-11-20T10:00:00Z\n"));
        assertEquals(refused(550, "5.3.3", "the site does not know FUTURERELEASE, and the message is not to be sent on "
                + "before 2026-11-20T10:00:00Z"),
                Talk.open(Talk.smtp(Tls.OFF), "250 peer", held).supply.outcome(held, "b@far.example"));
    }

    @Test
    void whatItsTimeHasComeForIsHeldByNobody() {
        Talk talk = Talk.open(Talk.smtp(Tls.OFF), "250-peer\n250 FUTURERELEASE 86400 2030-01-01T00:00:00Z",
                heldUntil(one, Talk.BEGIN));
        assertTrue(talk.said().startsWith("MAIL FROM:<a@here.example>\n"));
    }

    private Talk loggedIn(boolean again) {
        ClientProfile profile = new ClientProfile("app.example", false, new PeerPolicy(Tls.OFF), Talk.TIMEOUTS,
                new Pace(1000, 500, 4), false, Optional.of(LOGIN), Optional.empty(), ClientService.none());
        Talk talk = new Talk(again ? profile.reasking() : profile,
                new Transfer(one.envelope(), one.body(), Optional.of("camel-1")));
        talk.on(new Event.Connected());
        talk.peer("220 peer").peer("250-peer\n250 AUTH PLAIN").said();
        talk.peer("235 welcome");
        return talk;
    }

    @Test
    void aServerThatHasMoreForThoseItKnowsIsAskedAgain() {
        Talk talk = loggedIn(true);
        assertEquals("EHLO app.example\n", talk.said());
        talk.peer("250-peer\n250 XTRANSID");
        assertTrue(talk.said().startsWith("MAIL FROM:<a@here.example> XTRANSID=camel-1\n"));
    }

    @Test
    void whoDoesNotLikeThatHasWhatItHad() {
        Talk talk = loggedIn(true).peer("503 not again");
        assertTrue(talk.said().endsWith("MAIL FROM:<a@here.example>\n"));
        assertTrue(loggedIn(false).said().startsWith("MAIL FROM:<a@here.example>\n"));
    }
}

package org.packetboat.protocols.smtp.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.protocols.Mails.mail;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.link.LinkSession.Event;
import org.packetboat.engine.peer.PeerPolicy;
import org.packetboat.engine.peer.Tls;
import org.packetboat.protocols.smtp.sasl.SaslLogin;
import org.packetboat.protocols.smtp.text.TextFitting;

/** A branch tells its hub how it is, once it has logged in, and before its mail. */
class FleetReportTest {
    private static final SaslLogin LOGIN = new SaslLogin("lima", "secret", false, true, true, new Random(1));

    private static Talk loggedIn(String offers, Optional<String> report) {
        ClientService service = new ClientService(TextFitting.NONE, new PeerMemory(), (_, _) -> {}, "", () -> report);
        Talk talk = new Talk(new ClientProfile("lima.example", false, new PeerPolicy(Tls.OFF), Talk.TIMEOUTS,
                new Pace(1000, 500, 4), false, Optional.of(LOGIN), Optional.empty(), service),
                mail(1, "Subject: hi\r\n\r\nhello\r\n", "b@far.example"));
        talk.on(new Event.Connected());
        talk.peer("220 peer").peer("250-peer\n250-" + offers + "\n250 AUTH PLAIN").said();
        talk.peer("235 welcome");
        return talk;
    }

    @Test
    void isToldBeforeMailAndWhateverTheHubSaysMailGoes() {
        for (String answer : new String[]{"250 ok", "500 what", "451 not now"}) {
            Talk talk = loggedIn("XFLEET", Optional.of("v=1,q=2"));
            assertEquals("XFLEET v=1,q=2\n", talk.said());
            talk.peer(answer);
            assertTrue(talk.said().startsWith("MAIL FROM:<a@here.example>"), answer);
        }
    }

    @Test
    void whoDoesNotHearIsNotTold() {
        assertTrue(loggedIn("SIZE", Optional.of("v=1")).said().startsWith("MAIL FROM:"));
        assertTrue(loggedIn("XFLEET", Optional.empty()).said().startsWith("MAIL FROM:"));
    }

    @Test
    void withoutALoginNothingIsTold() {
        ClientService service = new ClientService(TextFitting.NONE, new PeerMemory(), (_, _) -> {}, "",
                () -> Optional.of("v=1"));
        Talk talk = new Talk(new ClientProfile("lima.example", false, new PeerPolicy(Tls.OFF), Talk.TIMEOUTS,
                new Pace(1000, 500, 4), false, Optional.empty(), Optional.empty(), service),
                mail(1, "Subject: hi\r\n\r\nhello\r\n", "b@far.example"));
        talk.on(new Event.Connected());
        talk.peer("220 peer").said();
        talk.peer("250-peer\n250 XFLEET");
        assertTrue(talk.said().startsWith("MAIL FROM:"));
    }
}

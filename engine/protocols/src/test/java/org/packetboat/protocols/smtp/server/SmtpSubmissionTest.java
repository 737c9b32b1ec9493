package org.packetboat.protocols.smtp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.packetboat.engine.mail.Domain;
import org.packetboat.protocols.smtp.syntax.Network;
import org.packetboat.protocols.smtp.syntax.SmtpLimits;
import org.packetboat.protocols.smtp.syntax.Tolerances;

/** Programs and devices that write mail, rather than hand on that of others. */
@ParameterizedClass
@EnumSource(Split.class)
class SmtpSubmissionTest {
    private static final String ADDED = "Date: Fri, 20 Nov 2026 10:15:30 +0000\r\n"
            + "Message-ID: <1795169730.000001@hub.example.com>\r\n\r\n";
    private static final List<Network> OFFICE = List.of(Network.parse("10.1.0.0/16"));

    private final FakeIntake intake = new FakeIntake();
    private final Split split;

    SmtpSubmissionTest(Split split) {
        this.split = split;
    }

    private Talk client(String address, List<Network> relayFrom) {
        return Talk.with(Talk.service(intake, new SmtpPolicy(new Domain("hub.example.com"), relayFrom, OFFICE,
                SmtpLimits.STANDARD, Tolerances.USUAL, ListenerRules.USUAL)), address, split);
    }

    @Test
    void getWhatTheirHeadLacks() {
        client("10.1.2.3", OFFICE).data().lines("Subject: scan", "To: bob", "Bcc: c@example.com", "", "..", "x", ".")
                .expect("250 2.0.0 Ok: queued as 000001");
        assertEquals("Subject: scan\r\nTo: bob@example.org\r\nFrom: a@example.org\r\n" + ADDED + ".\r\nx\r\n",
                intake.body());
    }

    @Test
    void getItByChunksAndInAMessageWithoutText() {
        client("10.1.2.3", OFFICE).envelope().send("BDAT 12 LAST\r\nSubject: x\r\n")
                .expect("250 2.0.0 Ok: queued as 000001");
        assertEquals("Subject: x\r\nFrom: a@example.org\r\n" + ADDED, intake.body());
    }

    @Test
    void whoMayNotRelayOrIsSomewhereElseGetsNothing() {
        client("10.1.2.3", List.of()).data().lines("Subject: x", ".").expect("250 2.0.0 Ok: queued as 000001");
        assertEquals("Subject: x\r\n", intake.body());
        intake.stored.clear();
        client("10.2.2.3", List.of(Network.parse("10.0.0.0/8"))).data().lines("Subject: x", ".")
                .expect("250 2.0.0 Ok: queued as 000002");
        assertEquals("Subject: x\r\n", intake.body());
    }

    @Test
    void whatAnotherPacketboatHandsOnStaysAsItIs() {
        client("10.1.2.3", OFFICE)
                .lines("MAIL FROM:<a@example.org> XTRANSID=2F.0.17@far.example.com", "RCPT TO:<b@example.com>", "DATA")
                .expect("250 2.1.0 Ok", "250 2.1.5 Ok", "354 End data with <CR><LF>.<CR><LF>")
                .lines("Bcc: c@example.com", ".").expect("250 2.0.0 Ok: queued as 000001");
        assertEquals("Bcc: c@example.com\r\n", intake.body());
    }

    @Test
    void aHeaderOfOverAMegabyteIsRefused() {
        intake.largest = 2_000_000;
        Talk talk = client("10.1.2.3", OFFICE).data();
        String field = "X: " + "y".repeat(900);
        for (int i = 0; i < 1200; i++)
            talk.lines(field);
        talk.lines("", ".").expect("554 5.6.0 Header is larger than 1 MB");
        assertEquals(List.of(), intake.stored);
    }
}

package org.packetboat.protocols.smtp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Recipient;

/** Odd paths by SMTP. */
class SmtpPathTest {
    private final FakeIntake intake = new FakeIntake();
    private final Talk talk = Talk.trusted(intake, Split.WHOLE);

    @ParameterizedTest
    @MethodSource("org.packetboat.protocols.mail.OddPaths#good")
    void isTaken(String path, String mailbox) {
        talk.lines("MAIL FROM:" + path + " SIZE=10", "RCPT TO:" + path + " NOTIFY=NEVER")
                .expect("250 2.1.0 Ok", "250 2.1.5 Ok")
                .lines("DATA").expect("354 End data with <CR><LF>.<CR><LF>")
                .lines(".").expect("250 2.0.0 Ok: queued as 000001");
        Submission submission = intake.submission();
        assertEquals(Optional.of(Address.parse(mailbox)), submission.sender());
        assertEquals(Address.parse(mailbox), submission.recipients().getFirst().address());
        assertEquals(1, submission.recipients().stream().map(Recipient::wanted).distinct().count());
    }

    @ParameterizedTest
    @MethodSource("org.packetboat.protocols.mail.OddPaths#bad")
    void isRefusedOfStrangers(String path) {
        Talk stranger = Talk.stranger(intake, Split.WHOLE).lines("MAIL FROM:" + path);
        assertTrue(stranger.heard().startsWith("501 5.1.7 Expected FROM:<address>; found "));
        stranger.lines("MAIL FROM:<>").expect("250 2.1.0 Ok").lines("RCPT TO:" + path);
        assertTrue(stranger.heard().startsWith("501 5.1.3 Expected TO:<address>; found "));
    }
}

package org.packetboat.protocols.smtp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.fleet.BranchReports;
import org.packetboat.engine.mail.Reply;
import org.packetboat.protocols.mail.TraceDate;
import org.packetboat.protocols.smtp.server.port.Claims;
import org.packetboat.protocols.smtp.server.port.HarvestGuard;
import org.packetboat.protocols.smtp.server.port.PickUp;
import org.packetboat.protocols.smtp.server.port.SmtpServerLog;

/** Strangers who name people that do not exist. */
class SmtpHarvestTest {
    private static final String STRANGER = "192.0.2.7";
    private static final String ONE_OF_US = "10.1.2.3";
    private static final String NOBODY = "550 5.1.1 There is nobody of this name";

    /** Holds every answer back, and is shut after the second. */
    private static final class Guard implements HarvestGuard {
        private int missed;
        private int people;

        @Override
        public Duration missed(InetAddress client) {
            missed++;
            return Duration.ofSeconds(2);
        }

        @Override
        public boolean isShut(InetAddress client) {
            return missed >= 2;
        }

        @Override
        public void accepted(InetAddress client, int more) {
            people += more;
        }
    }

    private final FakeIntake intake = new FakeIntake();
    private final Guard guard = new Guard();

    private Talk talk(String client) {
        for (String name : List.of("x", "y"))
            intake.refused.put(name + "@example.com", new Reply(550, "5.1.1", "There is nobody of this name"));
        SmtpService service = new SmtpService(Talk.POLICY, intake, domain -> domain.name().equals("example.com"), false,
                Optional.empty(), new TraceDate(), PickUp.NONE, Claims.NONE, SmtpServerLog.NONE, BranchReports.NONE,
                guard);
        Talk talk = Talk.begun(service, client, Split.WHOLE);
        talk.heard();
        talk.send("HELO client.example\r\nMAIL FROM:<s@example.org>\r\n").heard();
        return talk;
    }

    @Test
    void answerIsHeldBackAndWhatIsPipelinedWaitsBehindIt() {
        Talk talk = talk(STRANGER);
        talk.send("RCPT TO:<x@example.com>\r\nRCPT TO:<a@example.com>\r\n").expect();
        assertEquals(List.of(Duration.ofSeconds(2)), List.copyOf(talk.delays));
        talk.release().expect(NOBODY, "250 2.1.5 Ok");
    }

    @Test
    void whoNamesTooManyIsToldNoMoreWhoExists() {
        Talk talk = talk(STRANGER);
        talk.send("RCPT TO:<x@example.com>\r\nRCPT TO:<y@example.com>\r\n");
        talk.release().expect(NOBODY, NOBODY);
        String shut = "450 4.7.1 You have named too many people who do not exist; try again later";
        talk.send("RCPT TO:<x@example.com>\r\nRCPT TO:<a@example.com>\r\nRCPT TO:<postmaster@example.com>\r\n")
                .expect(shut, shut, "250 2.1.5 Ok");
    }

    @Test
    void onlyPeopleOfAnAcceptedMessageMakeUpForIt() {
        Talk talk = talk(STRANGER);
        talk.send("RCPT TO:<a@example.com>\r\nRCPT TO:<b@example.com>\r\nRCPT TO:<Postmaster@example.com>\r\n").heard();
        assertEquals(0, guard.people);
        talk.send("DATA\r\n").heard();
        talk.send("Subject: x\r\n\r\nx\r\n.\r\n");
        assertEquals(2, guard.people);
    }

    @Test
    void whoMayRelayIsNotCounted() {
        Talk talk = talk(ONE_OF_US);
        talk.send("RCPT TO:<x@example.com>\r\n").expect(NOBODY);
        assertEquals(0, guard.missed);
    }
}

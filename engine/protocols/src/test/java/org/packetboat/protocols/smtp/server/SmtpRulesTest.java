package org.packetboat.protocols.smtp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.packetboat.engine.intake.ClientAddress;
import org.packetboat.engine.intake.Entrance;
import org.packetboat.engine.intake.AnnouncedMail;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Reply;

/** Delivery rules are asked as soon as there is something to ask, and told all that is known. */
@ParameterizedClass
@EnumSource(Split.class)
class SmtpRulesTest {
    private static final Reply NO = new Reply(550, "5.7.1", "The rule r does not let this mail through");

    private final FakeIntake intake = new FakeIntake();
    private final Split split;

    SmtpRulesTest(Split split) {
        this.split = split;
    }

    @Test
    void senderIsRefusedAtMail() {
        intake.ruled.put("a@example.org", NO);
        Talk.trusted(intake, split).lines("MAIL FROM:<a@example.org>", "RCPT TO:<b@example.com>").expect(NO.toString(),
                "503 5.5.1 MAIL first");
    }

    @Test
    void recipientIsRefusedAlone() {
        intake.ruled.put("b@example.com", NO);
        Talk.trusted(intake, split).lines("MAIL FROM:<a@example.org>", "RCPT TO:<b@example.com>",
                "RCPT TO:<c@example.com>").expect("250 2.1.0 Ok", NO.toString(), "250 2.1.5 Ok");
    }

    @Test
    void rulesAreToldWhoSendsHowMuchAndWhereItComesIn() {
        SmtpPolicy policy = Talk.POLICY.with(ListenerRules.USUAL.named("submission"));
        Talk.with(Talk.service(intake, policy), "10.1.2.3", split)
                .lines("MAIL FROM:<a@example.org> SIZE=5000", "RCPT TO:<b@example.com>").heard();
        Entrance entrance = new Entrance("smtp:10.1.2.3", Optional.of(new Entrance.Client("submission",
                Optional.empty(), ClientAddress.of(InetAddress.ofLiteral("10.1.2.3").getAddress()))));
        assertEquals(List.of(new AnnouncedMail(Optional.of(Address.parse("a@example.org")), entrance, 5000, Talk.NOW)),
                intake.asked);
    }

    @Test
    void submissionKnowsItsEntrance() {
        Talk.trusted(intake, split).data().lines("Subject: x", "", "x", ".").heard();
        assertEquals("smtp:10.1.2.3", intake.submission().origin());
        assertEquals("", intake.submission().entrance().client().orElseThrow().listener());
    }
}

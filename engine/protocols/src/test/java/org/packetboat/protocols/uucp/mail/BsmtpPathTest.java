package org.packetboat.protocols.uucp.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.link.BytesBody;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Recipient;

/** Odd paths in a batch of SMTP that comes by UUCP. */
class BsmtpPathTest {
    private static Jobs.Reading read(String path, String parameters) {
        String batch = "HELO denver\nMAIL FROM:" + path + parameters + "\nRCPT TO:" + path + parameters
                + "\nDATA\n..hi\n.\nQUIT\n";
        return Jobs.read("rsmtp", new BytesBody(batch.getBytes(StandardCharsets.ISO_8859_1)), "denver", "", "x.example",
                (place, _) -> "job." + place + "@denver.uucp");
    }

    @ParameterizedTest
    @MethodSource("org.packetboat.protocols.mail.OddPaths#good")
    void isTaken(String path, String mailbox) {
        for (String parameters : List.of("", " SIZE=10 FOO=<bar>")) {
            Jobs.Reading.Mails mails = assertInstanceOf(Jobs.Reading.Mails.class, read(path, parameters));
            Submission submission = mails.mails().getFirst().submission();
            assertEquals(Optional.of(Address.parse(mailbox)), submission.sender());
            assertEquals(List.of(Recipient.of(mailbox)), submission.recipients());
            assertEquals(".hi\r\n",
                    new String(mails.mails().getFirst().body().read(0, 100), StandardCharsets.US_ASCII));
        }
    }

    @ParameterizedTest
    @MethodSource("org.packetboat.protocols.mail.OddPaths#bad")
    void isRefused(String path) {
        assertInstanceOf(Jobs.Reading.Refused.class, read(path, ""));
    }

    /** As in an rmail job: who sends is at home over there, who receives here. */
    @Test
    void namesWithoutDomainAreTaken() {
        Jobs.Reading.Mails mails = assertInstanceOf(Jobs.Reading.Mails.class, read("<root>", ""));
        Submission submission = mails.mails().getFirst().submission();
        assertEquals(Optional.of(Address.parse("root@denver")), submission.sender());
        assertEquals(List.of(Recipient.of("root@x.example")), submission.recipients());
    }

    @Test
    void postmasterIsOurs() {
        String batch = "MAIL FROM:<>\nRCPT TO:<Postmaster>\nDATA\nhi\n.\n";
        Jobs.Reading.Mails mails = assertInstanceOf(Jobs.Reading.Mails.class, Jobs.read("rsmtp",
                new BytesBody(batch.getBytes(StandardCharsets.US_ASCII)), "denver", "", "x.example",
                (place, _) -> "job." + place + "@denver.uucp"));
        assertEquals(List.of(Recipient.of("Postmaster@x.example")),
                mails.mails().getFirst().submission().recipients());
    }
}

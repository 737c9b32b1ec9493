package org.packetboat.protocols.smtp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that speak something else, as a browser does that a web page has sent here with forged mail. */
class SmtpForeignTest {
    private static final String MAIL = "\r\nMAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.com>\r\nDATA\r\nx\r\n.\r\n";
    private static final String[] HUNG_UP = {"521 5.7.0 That is not SMTP"};

    private final FakeIntake intake = new FakeIntake();

    private Talk fresh() {
        return Talk.fresh(Talk.service(intake, Talk.POLICY), "10.1.2.3", Split.WHOLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST / HTTP/1.1", "get / HTTP/1.0", "OPTIONS * HTTP/1.1", "PRI * HTTP/2.0", "Host: x",
            "Content-Type: multipart/form-data; boundary=x", "X-Y:"})
    void isHungUpOn(String first) {
        fresh().send(first + "\r\nEHLO x" + MAIL).expect(HUNG_UP).expectClosed();
        assertEquals(0, intake.count());
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST / HTTP/1.1", "Subject: x"})
    void isHungUpOnLaterToo(String line) {
        Talk.trusted(intake, Split.BYTES).send(line + MAIL).expect(HUNG_UP).expectClosed();
        assertEquals(0, intake.count());
    }

    @Test
    void nonsenseInOneBurstIsHungUpOn() {
        fresh().send("------boundary\r\nEHLO x" + MAIL).expect(HUNG_UP).expectClosed();
        fresh().send("------boundary\r\n").expect("500 5.5.2 Command not recognised").expectOpen();
    }
}

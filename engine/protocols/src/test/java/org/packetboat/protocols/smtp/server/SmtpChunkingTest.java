package org.packetboat.protocols.smtp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Messages by BDAT (RFC 3030). */
@ParameterizedClass
@EnumSource(Split.class)
class SmtpChunkingTest {
    private static final String QUEUED = "250 2.0.0 Ok: queued as 000001";

    private final FakeIntake intake = new FakeIntake();
    private final Split split;

    SmtpChunkingTest(Split split) {
        this.split = split;
    }

    @Test
    void takesAMessageInChunksPipelined() {
        Talk.stranger(intake, split).send("MAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.com>\r\n"
                + "BDAT 9\r\nSubject: BDAT 7\r\nx\r\n\r\n.\r" + "BDAT 7 last\r\n\n..\r\nx\nNOOP\r\n")
                .expect("250 2.1.0 Ok", "250 2.1.5 Ok", "250 2.0.0 9 octets received",
                        "250 2.0.0 7 octets received", "554 5.6.0 Message has an LF without CR",
                        "250 2.0.0 Ok");
    }

    @Test
    void keepsDotsAndDividesLinesAnywhere() {
        Talk.trusted(intake, split).envelope()
                .send("BDAT 8\r\nA: b\r\n\r\nBDAT 4\r\n.\r\n.BDAT 0\r\nBDAT 5 LAST\r\n.x\r\n\r")
                .expect("250 2.0.0 8 octets received", "250 2.0.0 4 octets received", "250 2.0.0 0 octets received",
                        "554 5.6.0 Message has a CR without LF")
                .envelope().send("BDAT 8\r\nA: b\r\n\r\nBDAT 4\r\n.\r\n.BDAT 4 LAST\r\n.x\r\n")
                .expect("250 2.0.0 8 octets received", "250 2.0.0 4 octets received",
                        "250 2.0.0 Ok: queued as 000002");
        assertEquals("A: b\r\n\r\n.\r\n..x\r\n", intake.body());
    }

    @Test
    void endsWithAnEmptyLastChunk() {
        Talk.trusted(intake, split).envelope().send("BDAT 3\r\nx\r\nBDAT 0 LAST\r\n")
                .expect("250 2.0.0 3 octets received", QUEUED);
        assertEquals("x\r\n", intake.body());
    }

    @Test
    void endsALastLineThatHasNoEnd() {
        Talk.trusted(intake, split).envelope().send("BDAT 1 LAST\r\nx").expect(QUEUED);
        assertEquals("x\r\n", intake.body());
    }

    @Test
    void consumesTheOctetsOfARefusedChunk() {
        Talk.trusted(intake, split).send("BDAT 6\r\nQUIT\r\nNOOP\r\n")
                .expect("503 5.5.1 MAIL first", "250 2.0.0 Ok")
                .send("MAIL FROM:<>\r\nBDAT 6 LAST\r\nQUIT\r\nNOOP\r\n")
                .expect("250 2.1.0 Ok", "554 5.5.1 No valid recipients", "250 2.0.0 Ok");
        assertEquals(0, intake.begun);
    }

    @Test
    void refusesWhatFollowsAFailedChunkUntilTheNextMessage() {
        intake.largest = 5;
        Talk.trusted(intake, split).envelope().send("BDAT 6\r\n123456BDAT 6 LAST\r\nQUIT\r\n")
                .expect("552 5.3.4 Message is larger than the limit", "503 5.5.1 MAIL first")
                .envelope().send("BDAT 5 LAST\r\nabc\r\n").expect("250 2.0.0 Ok: queued as 000002");
    }

    @Test
    void mixesWithNothingElse() {
        Talk.trusted(intake, split).envelope().send("BDAT 3\r\nx\r\nRCPT TO:<c@example.com>\r\nDATA\r\n")
                .expect("250 2.0.0 3 octets received", "503 5.5.1 This message comes by BDAT",
                        "503 5.5.1 This message comes by BDAT")
                .lines("MAIL FROM:<>").expect("503 5.5.1 A message is open already; RSET first")
                .lines("RSET").expect("250 2.0.0 Ok");
        assertEquals(1, intake.abandoned);
    }

    @Test
    void endsTheSessionWhenTheSizeIsNone() {
        for (String argument : new String[]{"", "x", "-1", "1 2", "1 LAST x", "9999999999999999999"}) {
            Talk.trusted(intake, split).envelope().lines("BDAT " + argument)
                    .expect("501 5.5.4 Syntax error in argument; found "
                            + (argument.isEmpty() ? "nothing" : '"' + argument + '"'))
                    .expectClosed();
        }
    }

    @Test
    void tellsOfAStoreInTroubleAfterTheChunk() {
        intake.beginFails = true;
        Talk.trusted(intake, split).envelope().send("BDAT 6\r\nQUIT\r\nNOOP\r\n")
                .expect("452 4.3.1 Insufficient system storage", "250 2.0.0 Ok");
    }

    @Test
    void countsHopsAcrossChunks() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 51; i++)
            text.append("Received: x\r\n");
        String first = text.substring(0, 300);
        String rest = text.substring(300);
        Talk.trusted(intake, split).envelope().send("BDAT 300\r\n" + first)
                .expect("250 2.0.0 300 octets received").send("BDAT " + rest.length() + " LAST\r\n" + rest)
                .expect("554 5.4.6 Too many hops; this mail is going in circles");
    }
}

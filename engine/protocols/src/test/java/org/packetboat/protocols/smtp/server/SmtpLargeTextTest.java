package org.packetboat.protocols.smtp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** What has gathered of a large message is brought to the store on another thread, and nothing is read meanwhile. */
class SmtpLargeTextTest {
    private static final String LINE = "x".repeat(98);
    private static final String QUEUED = "250 2.0.0 Ok: queued as 000001";

    private final FakeIntake intake = new FakeIntake();
    private final Talk talk = Talk.trusted(intake, Split.WHOLE);

    /** Its text is full with every piece that comes; the disk takes none before the test says so. */
    private Talk stuck() {
        intake.piece = 400;
        talk.data().holdsAside = true;
        return talk.lines(LINE, LINE, LINE, LINE);
    }

    private void diskGoesOn() {
        while (!talk.aside.isEmpty()) {
            talk.aside.remove().run();
            talk.settle();
        }
    }

    @Test
    void nothingIsReadMeanwhile() {
        stuck().lines(LINE, ".", "NOOP").expect();
        assertEquals(1, talk.aside.size());
        diskGoesOn();
        talk.expect(QUEUED, "250 2.0.0 Ok");
        assertEquals((LINE + "\r\n").repeat(5), intake.body());
    }

    @Test
    void soItIsWithChunks() {
        intake.piece = 400;
        talk.envelope().holdsAside = true;
        talk.send("BDAT 500\r\n" + (LINE + "\r\n").repeat(5) + "BDAT 3 LAST\r\nx\r\n")
                .expect("250 2.0.0 500 octets received");
        diskGoesOn();
        talk.expect(QUEUED);
    }

    @Test
    void aClientThatWaitsForTheDiskIsNotTooSlow() {
        stuck();
        talk.session.timeIs(Talk.NOW.plusSeconds(3600), true);
        diskGoesOn();
        talk.lines(".");
        diskGoesOn();
        talk.expect(QUEUED);
    }

    @Test
    void whoHangsUpMeanwhileLeavesNothing() {
        stuck();
        talk.session.lost();
        assertEquals(0, intake.abandoned);
        diskGoesOn();
        assertEquals(1, intake.abandoned);
    }

    @Test
    void aDiskThatFailsIsToldAtTheEnd() {
        intake.unloadFails = true;
        stuck();
        diskGoesOn();
        talk.lines(LINE, ".").expect("452 4.3.1 Insufficient system storage").expectOpen();
        assertEquals(0, intake.count());
    }
}

package org.packetboat.protocols.smtp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Clients that dribble: how long they are waited for. All limits are those of {@code SmtpLimits.STANDARD}. */
class SmtpPatienceTest {
    private static final String GONE = "421 4.4.2 Waited too long for you";

    private final FakeIntake intake = new FakeIntake();
    private Instant now = Talk.NOW;
    private boolean crowded;

    private void pass(Talk talk, Duration time) {
        now = now.plus(time);
        talk.session.timeIs(now, crowded);
    }

    /** A piece of this size every three seconds, for so long. */
    private Talk dribble(Talk talk, String piece, Duration time) {
        for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0
                && !talk.closed; passed = passed.plusSeconds(3)) {
            talk.session.received(piece.getBytes(StandardCharsets.US_ASCII), now);
            pass(talk, Duration.ofSeconds(3));
        }
        return talk;
    }

    @Test
    void aCommandHasToBeWholeInTime() {
        Talk talk = Talk.trusted(intake, Split.WHOLE);
        dribble(talk, "x", Duration.ofSeconds(297));
        talk.expect();
        dribble(talk, "x", Duration.ofMinutes(1));
        talk.expect(GONE).expectClosed();
    }

    @Test
    void soHasALineOfALogin() {
        Talk talk = Talk.trusted(intake, Split.WHOLE);
        dribble(talk.lines("NOOP").expect("250 2.0.0 Ok"), "AUTH ", Duration.ofMinutes(6));
        talk.expect(GONE).expectClosed();
    }

    @Test
    void aSlowLineIsNoMisconduct() {
        Talk talk = Talk.trusted(intake, Split.WHOLE).data();
        dribble(talk, "x", Duration.ofMinutes(20)).lines("", ".").expect("250 2.0.0 Ok: queued as 000001");
    }

    @Test
    void aStrangersTextHasToKeepTheLeastRate() {
        Talk slow = Talk.stranger(intake, Split.WHOLE).data();
        dribble(slow, "x".repeat(50), Duration.ofMinutes(6));
        slow.expect(GONE).expectClosed();
        assertEquals(1, intake.abandoned);
        now = Talk.NOW;
        Talk steady = Talk.stranger(intake, Split.WHOLE).data();
        dribble(steady, "x".repeat(61) + "\r\n", Duration.ofMinutes(60)).lines(".");
        steady.expect("250 2.0.0 Ok: queued as 000002");
    }

    @Test
    void chunksCantBeDribbledEither() {
        Talk talk = Talk.stranger(intake, Split.WHOLE).envelope();
        dribble(talk, "BDAT 1\r\nx", Duration.ofMinutes(6));
        talk.expectClosed();
    }

    @Test
    void whileConnectionsAreScarceLessIsBorne() {
        crowded = true;
        Talk trusted = Talk.trusted(intake, Split.WHOLE).data();
        dribble(trusted, "x", Duration.ofMinutes(6));
        trusted.expect(GONE).expectClosed();
        now = Talk.NOW;
        Talk stranger = Talk.stranger(intake, Split.WHOLE);
        pass(stranger, Duration.ofSeconds(30));
        stranger.expect(GONE).expectClosed();
    }

    @Test
    void aClockThatIsSetBackMakesNobodyWaitForYears() {
        Talk talk = Talk.trusted(intake, Split.WHOLE);
        now = now.minus(Duration.ofDays(4000));
        pass(talk, Duration.ZERO);
        dribble(talk, "x", Duration.ofMinutes(6));
        talk.expect(GONE).expectClosed();
    }

    @Test
    void commandsThatSendNoMailAreCounted() {
        Talk talk = Talk.trusted(intake, Split.WHOLE);
        for (int i = 0; i < 98; i++)
            talk.lines("NOOP").expect("250 2.0.0 Ok");
        talk.lines("RSET").expect("250 2.0.0 Ok", "421 4.7.0 Too many commands that send no mail").expectClosed();
    }

    @Test
    void acceptedMailForgivesThem() {
        Talk talk = Talk.trusted(intake, Split.WHOLE);
        for (int i = 0; i < 200; i++) {
            talk.lines("RSET").expect("250 2.0.0 Ok");
            if (i % 50 == 0) talk.data().lines(".").heard();
        }
        talk.expectOpen();
    }
}

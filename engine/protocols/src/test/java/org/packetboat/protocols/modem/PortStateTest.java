package org.packetboat.protocols.modem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.packetboat.protocols.modem.PortState.Answer;

/** The table of {@link PortState}, row by row. */
class PortStateTest {
    private static final Duration AT_ONCE = Duration.ZERO;
    private static final Duration LATE = Duration.ofSeconds(45);

    private final PortState port = new PortState();

    private Answer want(Duration waited) {
        port.wanted();
        return port.mayTake(waited);
    }

    @Test
    void oneCallAtATimeHasIt() {
        assertEquals(Answer.TAKE, want(AT_ONCE));
        port.taken();
        assertEquals(Answer.IN_USE, want(AT_ONCE));
        port.givenUp();
        assertFalse(port.mayAwait());
        assertFalse(port.mayEngage());
    }

    @Test
    void callThatIsOverMakesRoomIfItIsSoonClosed() {
        want(AT_ONCE);
        port.taken();
        port.ending();
        assertEquals(Answer.WAIT, want(AT_ONCE));
        assertEquals(Answer.IN_USE, port.mayTake(LATE));
        port.closed();
        assertEquals(Answer.TAKE, port.mayTake(LATE));
    }

    @Test
    void whoWaitsForCallersGivesWayToACall() {
        assertTrue(port.mayAwait());
        port.awaited();
        assertFalse(port.hasToGiveWay());
        assertEquals(Answer.WAIT, want(AT_ONCE));
        assertTrue(port.hasToGiveWay());
        port.closed();
        assertFalse(port.mayAwait(), "a call wants it");
        assertEquals(Answer.TAKE, port.mayTake(AT_ONCE));
    }

    @Test
    void whoDoesNotGiveWayInTimeKeepsIt() {
        port.awaited();
        assertEquals(Answer.IN_USE, want(LATE));
        port.givenUp();
        assertFalse(port.hasToGiveWay());
    }

    @Test
    void callerThatIsThereAlreadyGoesFirst() {
        port.awaited();
        want(AT_ONCE);
        assertTrue(port.mayEngage());
        port.engaged();
        assertFalse(port.hasToGiveWay());
        assertEquals(Answer.IN_USE, port.mayTake(AT_ONCE));
    }

    @Test
    void afterAFailureItRestsTenMinutes() {
        Instant now = Instant.parse("2026-11-20T03:00:00Z");
        assertTrue(port.isFit(now));
        port.failed(now);
        assertFalse(port.isFit(now.plus(Duration.ofMinutes(10)).minusMillis(1)));
        assertTrue(port.isFit(now.plus(Duration.ofMinutes(10))));
    }

    @Test
    void numberIsBarredUntilItsTimeIsOver() {
        Instant now = Instant.parse("2026-11-20T03:00:00Z");
        port.bar("100", Duration.ofMinutes(10), now);
        assertEquals(Optional.of(now.plus(Duration.ofMinutes(10))), port.barredUntil("100", now));
        assertEquals(Optional.empty(), port.barredUntil("101", now));
        assertEquals(Optional.empty(), port.barredUntil("100", now.plus(Duration.ofMinutes(10))));
    }

    @Test
    void barIsLiftedByAClockThatGoesBack() {
        Instant wrong = Instant.parse("2036-01-01T00:00:00Z");
        port.bar("100", Duration.ofMinutes(10), wrong);
        assertEquals(Optional.empty(), port.barredUntil("100", Instant.parse("2026-11-20T03:00:00Z")));
    }
}

package org.packetboat.connectors.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.time.Plausible;

class SystemClockTest {
    private static final Instant MADE = Instant.parse("2026-11-20T00:00:00Z");
    private static final Instant NOW = Instant.parse("2027-02-03T04:05:06Z");

    private Instant machine = Instant.EPOCH;
    private Duration elapsed = Duration.ofDays(3);
    private final SystemClock clock = new SystemClock(() -> machine, Plausible.since(MADE), () -> elapsed);

    private void pass(Duration time) {
        machine = machine.plus(time);
        elapsed = elapsed.plus(time);
    }

    @Test
    void goesOnFromWhatItWasToldWhileTheMachinesClockCantBeRight() {
        assertEquals(Optional.empty(), clock.trusted());
        clock.told("hq", NOW);
        pass(Duration.ofHours(30));
        assertEquals(NOW.plus(Duration.ofHours(30)), clock.instant());
        assertEquals(Optional.of(clock.instant()), clock.trusted());
    }

    @Test
    void believesTheMachinesClockAgainOnceThatMayBeRight() {
        clock.told("hq", NOW);
        machine = NOW.plusSeconds(77);
        assertEquals(machine, clock.instant());
    }

    @Test
    void believesNobodyWhoseClockCantBeRight() {
        clock.told("hq", Instant.parse("2099-01-01T00:00:00Z"));
        assertEquals(Instant.EPOCH, clock.instant());
    }

    @Test
    void aPlausibleClockIsNotPutByOthers() {
        machine = NOW;
        clock.told("hq", NOW.plus(Duration.ofDays(2)));
        assertEquals(NOW, clock.instant());
    }
}

package org.packetboat.simulator.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.packetboat.engine.sim.SimTime;

/** Mail with MT-PRIORITY 4 that comes while 33 KB of other mail cross the line. */
class UrgentMailTest {
    private static final int LARGE = 33_000;
    private static final int SMALL = 300;
    /** What a small mail takes besides its bytes: making its batch, the other side's work, and the answer. */
    private static final Duration WORK = Duration.ofSeconds(5);

    private final SimTime time = new SimTime(Instant.parse("2026-11-29T08:00:00Z"));
    private Office hub;
    private Office branch;

    private void offices(long rate) {
        List<Office> offices = Office.pair(time, rate, false);
        hub = offices.getFirst();
        branch = offices.getLast();
    }

    /** One packet under way and one in the port: 10 s at 2400 baud, 3 s at 9600. */
    @ParameterizedTest
    @CsvSource({"240, 10", "960, 3"})
    void urgentMailOvertakesWhatIsUnderWay(long rate, int seconds) {
        Duration wait = Duration.ofSeconds(seconds).plus(WORK).plus(onWire(2 * SMALL, rate));
        Duration longest = Duration.ZERO;
        for (int i = 0; i < 10; i++) {
            offices(rate);
            hub.post("large", LARGE, 0);
            branch.post("back", LARGE, 0);
            Instant posted = time.now().plusSeconds(25).plusMillis(400L * i);
            time.at(posted, () -> hub.post("urgent", SMALL, 4));
            time.runUntil(time.now().plus(Duration.ofMinutes(20)));
            Duration took = Duration.between(posted, branch.arrived().get("urgent"));
            if (took.compareTo(longest) > 0) longest = took;
            assertEquals(1, hub.calls().size());
            assertTrue(branch.arrived().get("large").isAfter(branch.arrived().get("urgent")));
            assertTrue(hub.arrived().containsKey("back"));
        }
        System.out.println("RESULT urgent mail at " + rate + " bytes/s: " + longest + " of " + wait);
        assertTrue(longest.compareTo(wait) <= 0, "it took " + longest);
    }

    private static Duration onWire(int bytes, long rate) {
        return Duration.ofMillis(bytes * 1000L / rate);
    }

    @Test
    void urgentMailOfTheSideThatWasCalledOvertakesToo() {
        offices(240);
        hub.post("large", SMALL, 0);
        branch.post("back", LARGE, 0);
        Instant posted = time.now().plusSeconds(60);
        time.at(posted, () -> branch.post("urgent", SMALL, 4));
        time.runUntil(time.now().plus(Duration.ofMinutes(20)));
        assertTrue(hub.arrived().get("urgent").isBefore(posted.plusSeconds(18)));
        assertTrue(hub.arrived().get("back").isAfter(hub.arrived().get("urgent")));
        assertEquals(1, hub.calls().size());
    }

    /** It waits behind what is under way, as all other mail. */
    @Test
    void ordinaryMailOvertakesNothing() {
        offices(240);
        hub.post("large", LARGE, 0);
        time.in(Duration.ofSeconds(60), () -> hub.post("later", SMALL, 3));
        time.runUntil(time.now().plus(Duration.ofMinutes(20)));
        assertTrue(branch.arrived().get("later").isAfter(branch.arrived().get("large")));
        assertEquals(1, hub.calls().size());
    }

    /** It is batched by itself: else it would arrive with the last byte of what goes with it. */
    @Test
    void urgentMailThatWaitsAtTheBeginningOfACallArrivesFirst() {
        offices(240);
        for (int i = 0; i < 6; i++)
            hub.post("ordinary " + i, 3000, 0);
        hub.post("urgent", SMALL, 5);
        time.runUntil(time.now().plus(Duration.ofMinutes(20)));
        assertEquals(1, hub.calls().size());
        assertTrue(branch.arrived().get("urgent").isBefore(hub.calls().getFirst().plusSeconds(25)));
    }
}

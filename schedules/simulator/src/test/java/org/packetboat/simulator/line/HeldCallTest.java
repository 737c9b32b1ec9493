package org.packetboat.simulator.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.sim.SimTime;

/** Two offices with a modem of 2400 baud each, and how often they call. */
class HeldCallTest {
    private static final int MAILS = 150;
    private static final Duration EVERY = Duration.ofSeconds(4);

    private final SimTime time = new SimTime(Instant.parse("2026-11-29T08:00:00Z"));
    private final List<Office> offices = Office.pair(time, 240, false);
    private final Office hub = offices.getFirst();
    private final Office branch = offices.getLast();

    /** The hub calls; what comes at the branch meanwhile goes in the same call. */
    @Test
    void aMailEveryFourSecondsEachWayForTenMinutesIsAtMostThreeCalls() {
        for (int i = 0; i < MAILS; i++) {
            String subject = "mail " + i;
            time.in(EVERY.multipliedBy(i), () -> hub.post(subject, 200, 0));
            time.in(EVERY.multipliedBy(i).plusSeconds(2), () -> branch.post(subject, 200, 0));
        }
        time.runUntil(time.now().plus(Duration.ofMinutes(30)));
        assertEquals(MAILS, hub.arrived().size());
        assertEquals(MAILS, branch.arrived().size());
        int calls = hub.calls().size() + branch.calls().size();
        assertTrue(calls <= 3, calls + " calls");
    }

    @Test
    void mailThatComesWhenNothingIsUnderWayNeedsNoCallOfItsOwn() {
        Instant begin = time.now();
        hub.post("first", 200, 0);
        time.in(Duration.ofSeconds(35), () -> hub.post("second", 200, 0));
        time.in(Duration.ofSeconds(35), () -> branch.post("third", 200, 0));
        time.runUntil(begin.plus(Duration.ofMinutes(10)));
        assertEquals(List.of(begin), hub.calls());
        assertTrue(branch.arrived().get("second").isBefore(begin.plusSeconds(45)));
        assertTrue(hub.arrived().get("third").isBefore(begin.plusSeconds(45)));
    }

    /** Both have mail when the line goes down: whose modem was called could not answer at once. */
    @Test
    void afterAHangUpNobodyDialsBeforeTheFarModemCanAnswer() {
        List<Office> both = Office.pair(time, 240, true);
        Office one = both.getFirst();
        Office two = both.getLast();
        one.post("first", 200, 0);
        time.runUntil(time.now().plusSeconds(50));
        while (one.ends().isEmpty())
            time.step();
        Instant end = time.now();
        time.in(Duration.ofMillis(100), () -> one.post("second", 200, 0));
        time.in(Duration.ofMillis(100), () -> two.post("third", 200, 0));
        time.runUntil(end.plus(Duration.ofMinutes(10)));
        assertEquals(2, one.calls().size());
        assertEquals(List.of(), two.calls());
        assertTrue(!one.calls().getLast().isBefore(end.plusSeconds(10)), "called at " + one.calls());
        assertTrue(one.arrived().containsKey("third") && two.arrived().containsKey("second"));
    }
}

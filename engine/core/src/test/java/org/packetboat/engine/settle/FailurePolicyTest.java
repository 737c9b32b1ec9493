package org.packetboat.engine.settle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Handover;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.mail.Reply;

class FailurePolicyTest {
    private static final Duration CYCLE = Duration.ofSeconds(60);
    private static final Instant NOW = Instant.EPOCH;
    private static final Reply REPLY = new Reply(451, "4.0.0", "So");

    @Test
    void deliveredIsDoneRefusedIsReturnedDeferredWaitsForACycle() {
        assertEquals(new Disposition.Done(REPLY, true, Handover.ENDS),
                decide(new Outcome.Delivered(REPLY, true), false, 0));
        assertEquals(new Disposition.Return(REPLY), decide(new Outcome.Refused(REPLY), false, 0));
        assertEquals(new Disposition.RetryAt(NOW.plus(CYCLE), REPLY), decide(new Outcome.Deferred(REPLY), false, 9));
    }

    @ParameterizedTest
    @CsvSource({"true,0,0", "true,9,0", "false,0,2", "false,1,3", "false,6,8", "false,7,8", "false,1000,8"})
    void brokenTransferGoesOnIfItGotFurtherElseWaits(boolean further, int attempts, int cycles) {
        assertEquals(new Disposition.RetryAt(NOW.plus(CYCLE.multipliedBy(cycles)), REPLY),
                decide(new Outcome.Interrupted(7, REPLY), further, attempts));
    }

    @Test
    void siteRestsThatCouldNotBeReachedOrTookNothing() {
        assertEquals(CYCLE, FailurePolicy.rest(new Ending.Unreached(REPLY), 0, false, false, CYCLE));
        assertEquals(CYCLE, FailurePolicy.rest(new Ending.Dropped(REPLY), 5, true, false, CYCLE));
        assertEquals(CYCLE, FailurePolicy.rest(new Ending.Finished(), 0, false, false, CYCLE));
    }

    @Test
    void siteRestsLongerEachTimeUpToALimit() {
        Duration ever = Duration.ofDays(1000);
        List<Duration> rests = IntStream.range(0, 6)
                .mapToObj(before -> FailurePolicy.again(CYCLE, before, CYCLE, ever, 0)).toList();
        assertEquals(CYCLE, rests.getFirst());
        for (int i = 1; i < rests.size(); i++) {
            Duration least = CYCLE.multipliedBy(Math.min(8, 1L << i));
            Duration most = least.multipliedBy(11).dividedBy(10);
            assertTrue(rests.get(i).compareTo(least) >= 0, rests.toString());
            assertTrue(rests.get(i).compareTo(most) <= 0, rests.toString());
        }
    }

    @Test
    void sitesThatFailedTogetherAreCalledOneByOne() {
        long apart = IntStream.range(0, 50)
                .mapToObj(who -> FailurePolicy.again(CYCLE, 1, CYCLE, Duration.ofDays(1), who)).distinct().count();
        assertTrue(apart > 40, apart + " times for 50 sites");
    }

    @Test
    void whoIsDialledIsNotDialledAgainAtTheSameMomentFromBothSides() {
        List<Duration> rests = IntStream.range(0, 50).mapToObj(who -> FailurePolicy.firstOnLine(CYCLE, who)).toList();
        assertTrue(rests.stream().distinct().count() > 35, rests.toString());
        assertTrue(rests.stream().allMatch(r -> r.compareTo(CYCLE) >= 0 && r.compareTo(CYCLE.multipliedBy(3)
                .dividedBy(2)) < 0), rests.toString());
    }

    @Test
    void eachWindowHasItsAttempts() {
        Duration left = CYCLE.multipliedBy(16);
        Duration rest = FailurePolicy.again(CYCLE, 5, CYCLE, left, 0);
        assertTrue(rest.compareTo(left.dividedBy(7)) < 0, rest.toString());
        assertTrue(FailurePolicy.again(CYCLE, 5, CYCLE, CYCLE, 0).compareTo(CYCLE.multipliedBy(2)) < 0);
    }

    @Test
    void siteRestsLongWhereSomebodyHasToDoSomethingFirst() {
        Reply refused = new Reply(535, "5.7.8", "our password is refused");
        assertEquals(CYCLE.multipliedBy(8), FailurePolicy.rest(new Ending.Unreached(refused), 0, false, false, CYCLE));
    }

    @Test
    void siteDoesNotRestAfterAGoodSessionOrAStop() {
        assertEquals(Duration.ZERO, FailurePolicy.rest(new Ending.Finished(), 1, false, false, CYCLE));
        assertEquals(Duration.ZERO, FailurePolicy.rest(new Ending.Finished(), 0, true, false, CYCLE));
        assertEquals(Duration.ZERO, FailurePolicy.rest(new Ending.Stopped("so"), 0, false, false, CYCLE));
    }

    private static Disposition decide(Outcome outcome, boolean further, int attempts) {
        return FailurePolicy.decide(outcome, further, attempts, CYCLE, NOW);
    }
}

package org.packetboat.engine.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.sim.SimStore;

/** When an owner may send. */
class LeaseTest {
    private static final Duration WAIT = LogSettings.DEFAULT.lease().plus(LogSettings.DEFAULT.margin());

    private final HealthyLog log = new HealthyLog();
    private final SteppedMember owner = new SteppedMember("a", 1, log, new SimStore(1), LogSettings.DEFAULT);

    /** Another may have owned in between, and brokers have lost its opening. */
    @Test
    void anOwnerThatOpensAgainWaitsLikeANewOne() {
        owner.own();
        assertFalse(owner.mayStart());
        owner.pass(WAIT);
        assertTrue(owner.mayStart());
        log.fence(_ -> {});
        owner.pass(LogSettings.DEFAULT.heartbeat());
        assertFalse(owner.mayStart());
        owner.pass(WAIT);
        assertTrue(owner.mayStart());
        assertEquals(List.of("owns"), owner.told);
    }

    /** A thread of a frozen machine asks what was known before, and hears what is true now. */
    @Test
    void theLeaseEndsWithoutAStep() {
        owner.own();
        owner.pass(WAIT);
        LogRules.SendingLease known = owner.member.lease();
        Duration heartbeat = known.heartbeat().orElseThrow();
        assertTrue(known.mayBegin(heartbeat.plus(LogSettings.DEFAULT.lease())));
        assertFalse(known.mayBegin(heartbeat.plus(LogSettings.DEFAULT.lease()).plusNanos(1)));
    }

    /** What a fence needs is there before it is needed; the owner needs none. */
    @Test
    void whoIsUpToDateMakesReadyToFence() {
        owner.own();
        int before = log.prepared;
        owner.pass(WAIT);
        assertEquals(before, log.prepared);
        SteppedMember next = new SteppedMember("b", 2, log, new SimStore(2), LogSettings.DEFAULT);
        next.pass(LogSettings.DEFAULT.heartbeat());
        assertTrue(log.prepared > before);
        assertEquals(List.of("owns"), owner.told);
    }

    /** It looked on, so that it knows that no third machine has owned since. */
    @Test
    void whoIsHandedTheQueueOwnsAndSendsAtOnce() {
        owner.own();
        owner.pass(WAIT);
        SteppedMember next = new SteppedMember("b", 2, log, new SimStore(2), LogSettings.DEFAULT);
        next.pass(LogSettings.DEFAULT.heartbeat());
        assertTrue(owner.member.handOver("b"));
        assertFalse(owner.mayStart());
        owner.pass(LogSettings.DEFAULT.poll());
        next.pass(LogSettings.DEFAULT.poll().multipliedBy(10));
        assertTrue(next.mayStart(), next.member::toString);
        owner.pass(LogSettings.DEFAULT.silence());
        assertFalse(owner.mayStart() || owner.member.handOver("b"));
        assertEquals(List.of("owns"), owner.told);
    }

    /** One that was started later does not know what has been meanwhile. */
    @Test
    void whoDidNotLookOnWaitsForTheLease() {
        owner.own();
        owner.member.handOver("b");
        owner.pass(LogSettings.DEFAULT.poll());
        SteppedMember next = new SteppedMember("b", 2, log, new SimStore(2), LogSettings.DEFAULT);
        next.own();
        assertFalse(next.mayStart());
        next.pass(WAIT);
        assertTrue(next.mayStart());
    }

    /** Nor does a third one wait for ever. */
    @Test
    void ifItDoesNotComeAnotherOneTakesOver() {
        owner.own();
        owner.member.handOver("nobody");
        owner.pass(LogSettings.DEFAULT.silence().plusSeconds(1));
        assertEquals(List.of("owns", "owns"), owner.told);
    }

    @Test
    void whoIsClosedSendsNothing() {
        owner.own();
        owner.pass(WAIT);
        owner.member.close();
        assertFalse(owner.mayStart());
    }
}

package org.packetboat.engine.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.sim.SimStore;
import org.packetboat.engine.store.Batch;
import org.packetboat.engine.store.Family;
import org.packetboat.engine.store.Store;

/** What should not be in a log, or in its storage, and is there all the same. */
class OdditiesTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration TICK = Duration.ofMillis(100);

    private final HealthyLog log = new HealthyLog();

    private SteppedMember machine(String name, long life) {
        return new SteppedMember(name, life, log, new SimStore(life), LogSettings.DEFAULT);
    }

    @Test
    void recordsThatOthersHaveWrittenArePassedOverAndToldOnce() {
        log.foreign("{\"hello\": \"this is no record of a hub's log\"}".getBytes(StandardCharsets.UTF_8));
        log.foreign(new byte[0]);
        log.foreign(new byte[]{1, 'O'});
        SteppedMember owner = machine("a", 1);
        Store store = owner.own();
        store.commit(new Batch().put(Family.META, new byte[]{1}, new byte[]{2}), _ -> {});
        log.foreign(new byte[100]);
        SteppedMember standby = machine("b", 2);
        standby.pass(Duration.ofSeconds(2));
        assertEquals(owner.member.position(), standby.member.position());
        assertEquals(List.of("foreign at 0", "owns"), owner.told);
        assertEquals(List.of("foreign at 0"), standby.told);
        assertTrue(standby.member.toString().contains(", 4 records"), standby.member::toString);
    }

    @Test
    void whatALaterProgramHasWrittenEndsThisOneAndIsNamed() {
        machine("a", 1).own();
        byte[] later = new byte[60];
        later[0] = 2;
        later[1] = 'X';
        log.foreign(later);
        long place = log.records.getLast().offset();
        SteppedMember standby = machine("b", 2);
        String told = assertThrows(IllegalStateException.class, () -> standby.pass(LONG)).getMessage();
        assertTrue(told.contains("at offset " + place + ", a record of version 2"), told);
    }

    @Test
    void twoMachinesOfOneNameDoNotOwnTogetherAndAreTold() {
        SteppedMember one = machine("a", 1);
        one.own();
        SteppedMember other = machine("a", 2);
        for (Duration time = Duration.ZERO; time.compareTo(LONG) < 0; time = time.plus(TICK)) {
            one.pass(TICK);
            other.pass(TICK);
            assertTrue(one.owned.isEmpty() || other.owned.isEmpty());
        }
        assertEquals(List.of("owns"), one.told);
        assertEquals(List.of("namesake"), other.told);
    }

    /** The second life has owned while the first was frozen: the first must not take its opening for its own. */
    @Test
    void whoComesBackBehindANamesakeStepsDown() {
        SteppedMember one = machine("a", 1);
        one.own();
        SteppedMember other = machine("a", 2);
        other.own();
        for (int i = 0; i < 30; i++) {
            one.pass(TICK);
            other.pass(TICK);
        }
        assertTrue(one.owned.isEmpty());
        assertEquals(List.of("owns", "stepped down"), one.told);
    }

    @Test
    void aWishOfAnEarlierLifeIsWithdrawn() {
        String wish = SnapshotDuty.WANTED + "a";
        log.storage.put(wish, new byte[0]);
        machine("a", 1).own();
        assertFalse(log.storage.containsKey(wish));
    }
}

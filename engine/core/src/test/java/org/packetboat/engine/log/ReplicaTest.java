package org.packetboat.engine.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.log.entry.LogEntry;
import org.packetboat.engine.log.entry.LogEntry.Content;
import org.packetboat.engine.log.entry.LogPosition;
import org.packetboat.engine.sim.SimStore;
import org.packetboat.engine.store.Batch;
import org.packetboat.engine.store.Family;
import org.packetboat.engine.store.Store;

/** A store never says that it is at a position whose contents it does not have. */
class ReplicaTest {
    private static final LogPosition FULL = new LogPosition(1, 7, 1);
    private static final LogPosition EMPTIED = FULL.next();
    private static final LogPosition NEW = EMPTIED.next();
    private static final byte[] KEY = {1};
    private static final byte[] LATER = {2};
    private static final int STEPS = 12;

    private final EventQueue events = new EventQueue(() -> {});
    private Duration now = Duration.ZERO;

    private static Content put(byte[] key) {
        return new Content.Changes(new Batch().put(Family.DEAD, key, KEY));
    }

    private Replica begun(SimStore disk) {
        Replica replica = Replica.of(disk, events).orElseThrow();
        disk.defer();
        replica.add(new LogEntry(FULL, put(KEY)), 1, () -> {});
        replica.add(new LogEntry(EMPTIED, new Content.Emptied(Family.DEAD)), 2, () -> {});
        replica.add(new LogEntry(NEW, put(LATER)), 3, () -> {});
        return replica;
    }

    /** @param steps a sync is one, too */
    private void pass(Replica replica, SimStore disk, int steps) {
        for (int i = 0; i < steps; i++) {
            now = now.plusMillis(300);
            if (i % 2 == 1) disk.sync();
            while (events.next(now)) {
            }
            if (i % 2 == 0) replica.step(now);
        }
    }

    private static List<Integer> contents(Store store) {
        List<Integer> keys = new ArrayList<>();
        Replica.all(store, Family.DEAD).forEach((key, _) -> keys.add((int) key[0]));
        return keys;
    }

    private static void isWhereItSays(Replica replica, String when) {
        if (!replica.isClean()) return;
        long number = replica.stored().at().number();
        List<Integer> right = number == 1 ? List.of(1) : number == 3 ? List.of(2) : List.of();
        assertEquals(right, contents(replica.store()), when + ", at " + replica.stored().at());
    }

    @Test
    void killedAtAnyStepWhileAFamilyIsEmptied() {
        for (boolean power : new boolean[]{false, true})
            for (int steps = 0; steps <= STEPS; steps++)
                killedAfter(steps, power);
    }

    private void killedAfter(int steps, boolean power) {
        SimStore disk = new SimStore(steps);
        pass(begun(disk), disk, steps);
        while (events.next(now)) {
        }
        if (power) disk.crash();
        else disk.kill();
        SimStore next = disk.reopen();
        Replica replica = Replica.of(next, events).orElseThrow();
        String when = (power ? "without power" : "killed") + " after " + steps;
        isWhereItSays(replica, when);
        boolean half = !replica.isClean();
        pass(replica, next, STEPS);
        assertTrue(replica.isClean(), when);
        if (half) assertEquals(EMPTIED, replica.stored().at(), when);
        isWhereItSays(replica, when + " and gone on");
        assertEquals(replica.stored(), Replica.of(next, events).orElseThrow().last(), when);
    }

    @Test
    void aDiskThatRefusesToEmptyIsAskedAgain() {
        for (int refused = 1; refused < 8; refused++) {
            SimStore disk = new SimStore(refused);
            Replica replica = begun(disk);
            disk.failNext(refused);
            pass(replica, disk, 6 * STEPS);
            assertEquals(NEW, replica.stored().at());
            isWhereItSays(replica, "after " + refused);
        }
    }

    @Test
    void aSnapshotWhoseCursorsMayHaveEndedIsLeft() {
        SimStore disk = new SimStore(1);
        Replica replica = begun(disk);
        pass(replica, disk, 2);
        assertEquals(FULL, replica.stored().at());
        LogSettings settings = LogSettings.DEFAULT.sizes(1000, 10, 8, Duration.ofSeconds(10));
        SnapshotWriter writer = new SnapshotWriter(new HealthyLog(), events, settings, replica, () -> "a",
                Optional.empty());
        assertFalse(writer.hasFailed());
        pass(replica, disk, STEPS);
        writer.step(now);
        assertTrue(writer.hasFailed());
    }
}

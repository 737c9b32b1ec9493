package org.packetboat.engine.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.log.ReplicatedLog.Placed;
import org.packetboat.engine.log.entry.EntryCodec;
import org.packetboat.engine.log.entry.LogEntry;
import org.packetboat.engine.log.entry.LogEntry.Content;
import org.packetboat.engine.log.entry.LogPosition;
import org.packetboat.engine.log.entry.LogRecord;
import org.packetboat.engine.sim.SimStore;
import org.packetboat.engine.store.Batch;
import org.packetboat.engine.store.Family;

/** The log is cut where two snapshots lead on, and nowhere else. */
class SnapshotDutyTest {
    private static final Duration NOW = Duration.ofHours(1);
    private static final int STEPS = 100;
    private static final LogSettings SETTINGS = LogSettings.DEFAULT.sizes(1000, 1, 8, Duration.ZERO);

    private final HealthyLog log = new HealthyLog();
    private final EventQueue events = new EventQueue(() -> {});
    private final Replica replica = Replica.of(new SimStore(1), events).orElseThrow();
    private final SnapshotDuty duty = new SnapshotDuty("a", log, new Storage(), new LogRules(SETTINGS), events,
            this::name, 0);
    private LogPosition at = new LogPosition(1, 77, 0);
    private long place;
    private long names;
    private Runnable whenReadBack = () -> {};

    private String name() {
        return "a/" + names++;
    }

    /** Something may happen when a snapshot is read back. */
    private final class Storage implements SnapshotStorage {
        @Override
        public void put(String name, byte[] bytes, Consumer<Optional<Boolean>> answer) {
            log.put(name, bytes, answer);
        }

        @Override
        public void get(String name, Consumer<Optional<byte[]>> answer) {
            whenReadBack.run();
            log.get(name, answer);
        }

        @Override
        public void list(String prefix, Consumer<Optional<List<String>>> answer) {
            log.list(prefix, answer);
        }

        @Override
        public void remove(String name) {
            log.remove(name);
        }
    }

    private void write() {
        at = at.next();
        Content.Changes changes = new Content.Changes(new Batch().put(Family.META, new byte[]{(byte) at.number()},
                new byte[]{1}));
        log.records.add(new Placed(place, new LogRecord.Piece(at, 0, true, EntryCodec.bytes(changes)).toBytes()));
        replica.add(new LogEntry(at, changes), place++, () -> {});
        for (int i = 0; i < STEPS; i++) {
            replica.step(NOW);
            hear();
        }
    }

    private void hear() {
        while (events.next(NOW)) {
        }
    }

    private void snapshot() {
        write();
        for (int i = 0; i < STEPS; i++) {
            duty.step(NOW, replica, false);
            hear();
        }
    }

    private List<Long> places() {
        return log.records.stream().map(Placed::offset).toList();
    }

    @Test
    void theLogIsCutBeforeTheSnapshotBeforeTheLast() {
        write();
        snapshot();
        assertEquals(List.of(0L, 1L), places());
        write();
        snapshot();
        assertEquals(List.of(1L, 2L, 3L), places());
        assertEquals(2, duty.made());
    }

    /** A machine that was frozen goes on, and the log is another one by now: others may need all of it. */
    @Test
    void aLogThatTheSnapshotIsNotOfIsNotCut() {
        write();
        snapshot();
        whenReadBack = () -> log.records.replaceAll(record -> new Placed(record.offset(),
                new LogRecord.Heartbeat(new LogPosition(2, 88, 9), 1).toBytes()));
        snapshot();
        assertEquals(List.of(0L, 1L, 2L), places());
        assertEquals(1, duty.made());
    }

    /** Brokers lost all of it, and give its places again: what lies before the old place belongs to the new log. */
    @Test
    void aPlaceThatWasGivenAgainIsNoPlaceForACut() {
        for (int i = 0; i < 5; i++)
            write();
        snapshot();
        log.records.clear();
        place = 0;
        write();
        snapshot();
        assertEquals(List.of(0L, 1L), places());
        assertEquals(2, duty.made());
    }
}

package org.packetboat.engine.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.log.entry.LogEntry.Content;
import org.packetboat.engine.log.entry.LogPosition;
import org.packetboat.engine.log.entry.LogRecord;
import org.packetboat.engine.sim.SimStore;
import org.packetboat.engine.store.Batch;
import org.packetboat.engine.store.Family;
import org.packetboat.engine.store.Store;

/** Brokers have lost every record of the log, though not that there were some: its next place is not the first. */
class LostLogTest {
    private static final LogSettings SETTINGS = LogSettings.DEFAULT.sizes(1000, 1000, 8, Duration.ofSeconds(10));
    private static final byte[] KEY = {1};

    private final HealthyLog log = new HealthyLog();
    private SteppedMember first;

    @BeforeEach
    void anOwnerHasWritten() {
        first = new SteppedMember("a", 1, log, new SimStore(1), SETTINGS);
        first.own().commit(new Batch().put(Family.ENVELOPES, KEY, KEY), failure -> assertTrue(failure.isEmpty()));
    }

    private void allIsLost() {
        first.member.close();
        log.records.clear();
    }

    private static boolean hasIt(Store store) {
        return store.get(Family.ENVELOPES, KEY).isPresent();
    }

    @Test
    void whoHasTheContentsGoesOnFromThemAndTells() {
        allIsLost();
        SteppedMember again = new SteppedMember("a", 2, log, first.disk.reopen(), SETTINGS);
        assertTrue(hasIt(again.own()));
        assertEquals("lost 2", again.told.getFirst());
    }

    @Test
    void anEmptyDiskDoesNotBeginAnewButLoadsTheSnapshot() {
        log.storage.put(SnapshotDuty.WANTED + "x", new byte[0]);
        first.pass(Duration.ofSeconds(7));
        allIsLost();
        SteppedMember fresh = new SteppedMember("b", 3, log, new SimStore(3), SETTINGS);
        assertTrue(hasIt(fresh.own()));
        assertEquals("lost 2", fresh.told.getFirst());
    }

    @Test
    void anEmptyDiskWithoutASnapshotWaitsForOneWhoHasMore() {
        allIsLost();
        SteppedMember fresh = new SteppedMember("b", 3, log, new SimStore(3), SETTINGS);
        fresh.pass(Duration.ofSeconds(18));
        assertTrue(fresh.owned.isEmpty());
        SteppedMember again = new SteppedMember("a", 2, log, first.disk.reopen(), SETTINGS);
        assertTrue(hasIt(again.own()));
    }

    @Test
    void whereNobodyHasAnythingTheHubGoesOn() {
        allIsLost();
        SteppedMember fresh = new SteppedMember("b", 3, log, new SimStore(3), SETTINGS);
        fresh.pass(Duration.ofSeconds(18));
        assertTrue(fresh.owned.isEmpty());
        fresh.own().commit(new Batch().put(Family.ENVELOPES, KEY, KEY), failure -> assertTrue(failure.isEmpty()));
    }

    /** Its opening would count behind the other's, whose writes are acknowledged and would not. */
    @Test
    void whoIsOvertakenWhileItSavesDoesNotOpen() {
        allIsLost();
        log.slow = true;
        SteppedMember again = new SteppedMember("a", 2, log, first.disk.reopen(), SETTINGS);
        again.pass(Duration.ofSeconds(8));
        assertTrue(again.owned.isEmpty() && !log.records.isEmpty(), "it saves, and gives signs of life");
        LogPosition at = new LogPosition(9, 99, 50);
        Content.Opening other = new Content.Opening(LogPosition.START, LogPosition.START, "b");
        log.fence(writer -> writer.orElseThrow().append(new LogRecord.Opened(at, other).toBytes(), _ -> {}));
        log.forgetful = true;
        again.pass(Duration.ofSeconds(1));
        log.answerWhatWasPut();
        again.pass(Duration.ofSeconds(1));
        assertEquals(List.of("b"), openings());
    }

    private List<String> openings() {
        return log.records.stream().map(placed -> LogRecord.of(placed.bytes()))
                .flatMap(record -> record instanceof LogRecord.Opened opened
                        ? Stream.of(opened.opening().machine())
                        : Stream.empty())
                .toList();
    }
}

package org.packetboat.engine.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.sim.SimStore;
import org.packetboat.engine.status.EventReader;
import org.packetboat.engine.status.NumberedEvent;
import org.packetboat.engine.status.StatusEvent;

/** No id comes again with other contents, whatever becomes of the data folder. */
class FolderEpochTest {
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
    private static final int HARD_WORK = 65_000;

    private static MailQueue open(SimStore store, Instant at) {
        return new MailQueue(store, FolderEpoch.at(at, 1));
    }

    private static NumberedEvent told(MailQueue queue) {
        try (EventReader reader = queue.events().reader("r", () -> {})) {
            queue.tell(new StatusEvent.Trouble(NOW, "x"));
            return reader.read(10).getLast();
        }
    }

    @Test
    void anEmptiedFolderBeginsBeyondAllThatTheOneBeforeHandedOut() {
        MailQueue before = open(new SimStore(1), NOW);
        QueueId last = before.newId();
        for (int i = 0; i < HARD_WORK; i++)
            last = before.newId();
        MailQueue after = open(new SimStore(2), NOW.plusSeconds(1));
        assertTrue(after.newId().compareTo(last) > 0);
        assertTrue(told(after).number() > told(before).number());
    }

    @Test
    void aFolderGoesOnAsItBeganAndKeepsItsName() {
        SimStore store = new SimStore(1);
        MailQueue first = open(store, NOW);
        QueueId id = first.newId();
        NumberedEvent event = told(first);
        MailQueue again = open(store, NOW.plusSeconds(86_400));
        assertEquals(first.epoch(), again.epoch());
        QueueId next = again.newId();
        assertTrue(next.compareTo(id) > 0 && next.number() < id.number() + (1 << 17), next::toString);
        assertTrue(told(again).number() > event.number());
        assertNotEquals(first.epoch(), open(new SimStore(2), NOW.plusSeconds(1)).epoch());
    }

    @Test
    void aFolderOfBeforeThereWereEpochsCountsOn() {
        SimStore store = new SimStore(1);
        MailQueue old = new MailQueue(store);
        QueueId id = old.newId();
        MailQueue now = open(store, NOW);
        QueueId next = now.newId();
        assertTrue(next.compareTo(id) > 0 && next.number() < id.number() + (1 << 17), next::toString);
    }

    @Test
    void aNewFolderHasLostNoEvents() {
        NumberedEvent first = told(open(new SimStore(1), NOW));
        assertTrue(first.event() instanceof StatusEvent.Trouble, first::toString);
    }

    @Test
    void whereTheClockCantBeRightFoldersDifferAllTheSame() {
        List<Instant> wrong = List.of(Instant.EPOCH, Instant.parse("2025-12-31T23:59:59Z"),
                Instant.parse("2999-01-01T00:00:00Z"));
        for (Instant at : wrong) {
            assertNotEquals(FolderEpoch.at(at, 1), FolderEpoch.at(at, 2));
            assertTrue(FolderEpoch.at(at, -1).number() > FolderEpoch.at(NOW, 0).number());
        }
    }

    @Test
    void idsCanStillBeReadOutOverAPhone() {
        String id = open(new SimStore(1), NOW).newId().toString();
        assertEquals(9, id.length(), id);
        assertEquals(id, QueueId.parse(id).toString());
    }

    @Test
    void aRestoredFolderNeverHandsOutWhatItsFirstLifeDidAfterTheBackup() {
        for (Instant made : List.of(NOW, Instant.EPOCH)) {
            MailQueue before = open(new SimStore(1), made);
            QueueId last = before.newId();
            SimStore backup = new SimStore(1);
            long name = open(backup, made).epoch();
            for (int i = 0; i < HARD_WORK; i++)
                last = before.newId();
            FolderEpoch renewed = FolderEpoch.renew(backup, NOW.plusSeconds(1), 5);
            MailQueue restored = open(backup, NOW);
            assertEquals(renewed.number(), restored.epoch());
            assertTrue(restored.wasNamed(name));
            assertTrue(restored.newId().compareTo(last) > 0);
            assertTrue(told(restored).number() > told(before).number());
        }
    }

    @Test
    void twoRestoredFromTheSameBackupHaveNamesAndIdsOfTheirOwn() {
        for (Instant at : List.of(NOW, Instant.EPOCH)) {
            SimStore one = new SimStore(1);
            SimStore other = new SimStore(1);
            open(one, at);
            open(other, at);
            assertNotEquals(FolderEpoch.renew(one, at, 5), FolderEpoch.renew(other, at, 6));
            assertNotEquals(open(one, at).newId(), open(other, at).newId());
        }
    }

    @Test
    void aFolderRestoredTwiceKnowsBothItsEarlierNames() {
        SimStore store = new SimStore(1);
        long first = open(store, NOW).epoch();
        long second = FolderEpoch.renew(store, NOW.plusSeconds(10), 1).number();
        FolderEpoch.renew(store, NOW.plusSeconds(20), 1);
        MailQueue queue = open(store, NOW);
        assertTrue(queue.wasNamed(first) && queue.wasNamed(second));
        assertEquals(false, queue.wasNamed(queue.epoch()));
    }
}

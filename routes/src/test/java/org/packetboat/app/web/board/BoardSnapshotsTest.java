package org.packetboat.app.web.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.packetboat.connectors.watch.QueuePictures;
import org.packetboat.connectors.watch.SiteCounts;

/** What is shown while the node answers, and while it doesn't. */
class BoardSnapshotsTest {
    private static QueuePictures pictures() {
        return new QueuePictures(new QueuePictures.Listing<>(List::of, (_, answer) -> answer.accept(List.of())),
                new QueuePictures.Listing<>(List::of, (_, answer) -> answer.accept(List.of())), InstantSource.system());
    }

    @Test
    void allWhoLookWithinASecondSeeTheSame() {
        AtomicInteger asked = new AtomicInteger();
        BoardSnapshots snapshots = new BoardSnapshots(pictures(), _ -> SiteCounts.NONE, () -> {
            asked.incrementAndGet();
            return List.of();
        });
        BoardSnapshot first = snapshots.get();
        assertFalse(first.late());
        BoardSnapshot again = snapshots.get();
        if (asked.get() == 1) assertSame(first, again); // else more than a second has passed
        assertTrue(asked.get() <= 2);
    }

    @Test
    void aStuckNodeIsAskedOnceAndThePageSaysThatItIsOld() throws InterruptedException {
        CountDownLatch stuck = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        BoardSnapshots snapshots = new BoardSnapshots(pictures(), _ -> SiteCounts.NONE, () -> {
            asked.incrementAndGet();
            try {
                stuck.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return List.of();
        });
        assertTrue(snapshots.get().late());
        assertTrue(snapshots.get().late());
        assertEquals(1, asked.get());
        stuck.countDown();
        while (snapshots.get().late())
            Thread.onSpinWait();
    }
}

package org.packetboat.connectors.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.packetboat.connectors.files.OpenFiles;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.history.Findings;
import org.packetboat.engine.mail.QueueId;

/** How much is kept and for how long: limits, wrong clocks, a full or broken disk, lost key files. */
class HistoryFilesTest extends HistoryCase {
    @Test
    void theOldestFilesGoWhenThereAreTooMany() throws IOException {
        writeMuch(SETTINGS, 8000);
        long size = 0;
        for (Path file : files(""))
            size += Files.size(file);
        assertTrue(size <= SETTINGS.size() + 2 * SETTINGS.fileSize(), "takes " + size);
        assertTrue(files(".log").size() > 4, files(".log").toString());
        assertEquals(List.of(), ids(find(new QueueId(1000).toString())));
        assertEquals(List.of(8999L), ids(find(new QueueId(8999).toString())));
        assertTrue(find("x").since().orElseThrow().isAfter(NOW.plusSeconds(1001)));
    }

    @Test
    void withoutItsKeysAFileIsLookedThrough() throws IOException {
        writeMuch(SETTINGS, 2000);
        assertEquals(List.of(1000L), ids(find(new QueueId(1000).toString())));
        Path keys = files(".keys").getFirst();
        byte[] bytes = Files.readAllBytes(keys);
        Arrays.fill(bytes, 20, bytes.length, (byte) 0);
        Files.write(keys, bytes); // damaged: it would say that nothing is there
        assertEquals(List.of(1000L), ids(find(new QueueId(1000).toString())));
        Files.delete(keys);
        assertEquals(List.of(1000L), ids(find(new QueueId(1000).toString())));
        assertTrue(find("monday", 3000).stories().size() == 2000);
    }

    /** A full disk: a file that is tried to be finished all day must not use up all file descriptors. */
    @Test
    void aFileWhoseKeysCantBeWrittenIsClosed() throws IOException {
        OpenPart part = OpenPart.of(new HistoryFolder(folder).part(1), SETTINGS.fileSize());
        Files.createDirectory(part.part().keys());
        assertThrows(IOException.class, part::finish);
        assertEquals(List.of(), OpenFiles.below(folder));
    }

    /** A file for each of these days, counted from {@link #NOW}; the day is its message, 1000 more. */
    private HistoryWriting days(int... days) throws IOException {
        HistoryWriting writing = writing();
        long nanos = System.nanoTime();
        for (int i = 0; i < days.length; i++) {
            Instant day = NOW.plus(Duration.ofDays(days[i]));
            writing.write(List.of(new Frame.Event(accepted(1000 + i, day))), day, nanos);
            nanos += Duration.ofHours(25).toNanos();
            writing.look(day, nanos, true);
        }
        return writing;
    }

    private void leaves(HistoryWriting writing, int day, Long... ids) throws IOException {
        writing.prune(NOW.plus(Duration.ofDays(day)), true);
        assertEquals(List.of(ids), ids(find("monday")).reversed());
    }

    @Test
    void whatIsTooOldGoesOnceTheClockIsTrusted() throws IOException {
        HistoryWriting writing = days(0, 6, 12, 18, 24, 30);
        writing.prune(NOW.plus(Duration.ofDays(31)), false);
        assertEquals(6, find("monday").stories().size());
        leaves(writing, 31, 1001L, 1002L, 1003L, 1004L, 1005L);
    }

    @Test
    void aClockThatWasYearsBehindForADayCostsNothing() throws IOException {
        HistoryWriting writing = days(0, 1, -2000, 2, 3, 4, 5, 6);
        leaves(writing, 6, 1000L, 1001L, 1002L, 1003L, 1004L, 1005L, 1006L, 1007L);
        leaves(writing, 7, 1000L, 1001L, 1002L, 1003L, 1004L, 1005L, 1006L, 1007L);
    }

    @Test
    void aClockThatIsYearsAheadForADayCostsNothing() throws IOException {
        HistoryWriting ahead = days(0, 1, 2000, 2001);
        leaves(ahead, 2001, 1000L, 1001L, 1002L, 1003L); // it still is ahead
        leaves(ahead, 2, 1000L, 1001L, 1002L, 1003L); // it was put right
    }

    @Test
    void whatAClockYearsAheadHasWrittenGoesInItsTurn() throws IOException {
        HistoryWriting writing = days(0, 2000, 1, 6, 12, 18, 24, 30);
        leaves(writing, 30, 1000L, 1001L, 1002L, 1003L, 1004L, 1005L, 1006L, 1007L);
        leaves(writing, 32, 1003L, 1004L, 1005L, 1006L, 1007L);
    }

    @Test
    void whatIsLostAtTheEndIsToldInTheNextLife() throws IOException {
        HistoryWriting first = writing();
        first.write(List.of(new Frame.Event(accepted(1000, NOW))), NOW, 0);
        first.lost(7, NOW);
        first.end(NOW.plusSeconds(1));
        assertEquals("7 entries could not be written down", find("monday").gaps().getFirst().why());
    }

    @Test
    void whatCanNotEvenSayWhatIsMissingWasNotClosed() throws IOException {
        AtomicBoolean full = new AtomicBoolean();
        HistoryWriting first = new HistoryWriting(new HistoryFolder(folder), SETTINGS, full::get, NOW);
        first.write(List.of(new Frame.Event(accepted(1000, NOW))), NOW, 0);
        full.set(true);
        first.lost(7, NOW);
        assertThrows(IOException.class, () -> first.end(NOW.plusSeconds(1)));
        HistoryWriting second = writing();
        second.write(List.of(new Frame.Event(delivered(1000, NOW))), NOW.plusSeconds(60), 0);
        second.end(NOW.plusSeconds(61));
        assertEquals(1, find("monday").gaps().size());
    }

    @Test
    void aClockIsTrustedOnceItHasGoneOnEvenlyForAnHour() {
        SteadyClock clock = new SteadyClock(NOW, 0);
        long minute = Duration.ofMinutes(1).toNanos();
        assertFalse(clock.isSteady(NOW.plusSeconds(600), 10 * minute));
        assertTrue(clock.isSteady(NOW.plusSeconds(3600), 60 * minute));
        assertFalse(clock.isSteady(NOW.plus(Duration.ofDays(3650)), 70 * minute));
        assertFalse(clock.isSteady(NOW.plusSeconds(4800), 80 * minute)); // it was put right
        assertFalse(clock.isSteady(NOW.plusSeconds(8000), 130 * minute));
        assertTrue(clock.isSteady(NOW.plusSeconds(8400), 140 * minute));
    }

    @Test
    void onAFullDiskNothingIsWrittenThatWasNotGivenUpBefore() throws IOException {
        writeMuch(SETTINGS, 2000);
        long before = size();
        HistoryWriting writing = new HistoryWriting(new HistoryFolder(folder), SETTINGS, () -> true, NOW);
        for (long id = 5000; id < 5100; id++)
            writing.write(List.of(new Frame.Event(accepted(id, NOW))), NOW, 0);
        assertTrue(size() <= before, size() + " after " + before);
        assertEquals(List.of(5099L), ids(find(new QueueId(5099).toString())));
    }

    private long size() throws IOException {
        long size = 0;
        for (Path file : files(""))
            size += Files.size(file);
        return size;
    }

    @Test
    void whatCanNotBeWrittenIsCountedAndMailGoesOn() throws IOException {
        Path taken = folder.resolve("file");
        Files.writeString(taken, "in the way");
        try (HistoryRecorder history = HistoryRecorder.start(taken, SETTINGS, () -> false, now::get)) {
            history.on(accepted(1000, NOW));
            assertThrows(IllegalStateException.class, () -> history.trace("x", 1, _ -> Set.of()));
            Files.delete(taken);
            history.on(accepted(1001, NOW.plusSeconds(1)));
            Findings found = history.trace("monday", 20, _ -> Set.of());
            assertEquals(List.of(1001L), ids(found));
            assertEquals("1 entries could not be written down",
                    history.trace("x", 1, _ -> Set.of()).gaps().getFirst().why());
        }
    }

    @Test
    void moreThanTheDiskTakesIsCountedNotKept() {
        WaitingEvents waiting = new WaitingEvents();
        for (int i = 0; i < WaitingEvents.MOST + 7; i++)
            waiting.add(delivered(1000, NOW));
        assertEquals(7, waiting.takeLost());
        assertEquals(0, waiting.takeLost());
    }

    private static StatusEvent toMany(int recipients) {
        StatusEvent.Accepted one = (StatusEvent.Accepted) accepted(1000, NOW);
        return new StatusEvent.Accepted(NOW, one.about(), one.destinations(), recipients,
                new StatusEvent.Heading(Optional.empty(), Optional.empty(), Collections.nCopies(recipients, BOB)));
    }

    @Test
    void bigSendsThatWaitAreLimitedByTheirSize() throws InterruptedException {
        WaitingEvents waiting = new WaitingEvents();
        for (int i = 0; i < 5; i++)
            waiting.add(toMany(100_000)); // 20 MB each
        assertEquals(2, waiting.takeLost());
        waiting.add(delivered(1000, NOW));
        assertEquals(0, waiting.takeLost());
        assertEquals(4, waiting.take(0, 0).size());
        waiting.add(toMany(100_000));
        waiting.add(toMany(100_000)); // those before are taken: there is room again
        assertEquals(2, waiting.take(0, 0).size());
    }

    @Test
    void oneBigSendIsWrittenWhateverItsSize() throws InterruptedException {
        WaitingEvents waiting = new WaitingEvents();
        waiting.add(toMany(1_000_000));
        waiting.add(delivered(1000, NOW));
        assertEquals(1, waiting.takeLost());
        assertEquals(1, waiting.take(0, 0).size());
    }
}

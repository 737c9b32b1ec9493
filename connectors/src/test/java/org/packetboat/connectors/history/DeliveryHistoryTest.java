package org.packetboat.connectors.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.engine.history.Findings;
import org.packetboat.engine.history.Story;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Message;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.mail.ReturnContent;
import org.packetboat.engine.status.StatusEvent;

/** What was written down is found again, whatever becomes of the server and its disk; and what is missing is told. */
class DeliveryHistoryTest {
    private static final Instant NOW = Instant.parse("2026-11-21T03:00:00Z");
    private static final Address ANNA = Address.parse("anna@hq.example.com");
    private static final Address BOB = Address.parse("Bob@ny.example.com");
    private static final Reply OK = new Reply(250, "2.0.0", "Ok");
    private static final HistorySettings SETTINGS = new HistorySettings(Duration.ofDays(30), 1 << 20);

    @TempDir
    private Path folder;

    private final AtomicReference<Instant> now = new AtomicReference<>(NOW);

    private HistoryRecorder start() {
        return start(SETTINGS);
    }

    private HistoryRecorder start(HistorySettings settings) {
        return HistoryRecorder.start(folder, settings, () -> false, now::get);
    }

    private static StatusEvent accepted(long id, Instant at) {
        Message message = new Message(new QueueId(id), at, Optional.of(ANNA), 100, false, false, ReturnContent.FULL,
                Optional.empty(), Optional.of("monday"), "smtp:192.0.2.7");
        return new StatusEvent.Accepted(at, message, List.of(new Domain("ny.example.com")), 1,
                new StatusEvent.Heading(Optional.of("<" + id + "@hq.example.com>"), Optional.of("Prices"),
                        List.of(BOB)));
    }

    private static StatusEvent delivered(long id, Instant at) {
        return new StatusEvent.Delivered(at, new EnvelopeId(new QueueId(id), 0), Optional.of("monday"), "ny", BOB, OK,
                Duration.ofSeconds(1));
    }

    private Findings find(String what) {
        return find(what, 20);
    }

    private Findings find(String what, int most) {
        return HistoryReader.of(folder).trace(what, most, _ -> Set.of("ny"));
    }

    private static List<Long> ids(Findings found) {
        return found.stories().stream().map(story -> story.id().number()).toList();
    }

    private List<Path> files(String end) throws IOException {
        try (var all = Files.list(folder)) {
            return all.filter(f -> f.toString().endsWith(end)).sorted().toList();
        }
    }

    @Test
    void aMessageIsFoundByEachOfItsNames() {
        try (HistoryRecorder history = start()) {
            for (long id = 1000; id < 1003; id++) {
                history.on(accepted(id, NOW));
                history.on(delivered(id, NOW.plusSeconds(1)));
            }
            for (String name : List.of(new QueueId(1001).toString(), "<1001@HQ.example.com>", "1001@hq.example.com")) {
                Findings found = history.trace(name, 20, _ -> Set.of());
                assertEquals(List.of(1001L), ids(found), name);
                assertEquals(List.of(accepted(1001, NOW), delivered(1001, NOW.plusSeconds(1))),
                        found.stories().getFirst().events());
            }
            for (String name : List.of("anna@hq.example.com", "bob@NY.example.com", "Monday"))
                assertEquals(List.of(1002L, 1001L, 1000L), ids(history.trace(name, 20, _ -> Set.of())), name);
            Findings two = history.trace("monday", 2, _ -> Set.of());
            assertEquals(List.of(1002L, 1001L), ids(two));
            assertTrue(two.more());
            assertEquals(Optional.of(NOW), two.since());
            assertEquals(List.of(), ids(history.trace("nobody@ny.example.com", 20, _ -> Set.of())));
        }
    }

    @Test
    void aNoticeIsFoundByItsOwnIdWithoutTheMailItIsAbout() {
        try (HistoryRecorder history = start()) {
            history.on(accepted(1000, NOW));
            history.on(new StatusEvent.NoticeSent(NOW, new QueueId(1000), Optional.empty(), new QueueId(2000), ANNA,
                    "failed"));
            history.on(delivered(2000, NOW));
            Findings notice = history.trace(new QueueId(2000).toString(), 20, _ -> Set.of());
            assertEquals(List.of(2000L), ids(notice));
            assertEquals(2, notice.stories().getFirst().events().size());
            assertEquals(2, history.trace(new QueueId(1000).toString(), 20, _ -> Set.of()).stories().getFirst().events()
                    .size());
        }
    }

    @Test
    void callsThatDidNotReachTheSiteBelongToTheStoryWhileItWaits() {
        StatusEvent early = new StatusEvent.SessionEnded(NOW.minusSeconds(60), "ny", "modem", Duration.ofSeconds(5), 0,
                0,
                "unreached: 450 busy");
        StatusEvent within = new StatusEvent.SessionEnded(NOW.plusSeconds(5), "ny", "modem", Duration.ofSeconds(2), 0,
                0,
                "unreached: 450 busy");
        StatusEvent other = new StatusEvent.SessionEnded(NOW.plusSeconds(5), "la", "modem", Duration.ofSeconds(2), 0, 0,
                "unreached: 450 busy");
        try (HistoryRecorder history = start()) {
            history.on(early);
            history.on(accepted(1000, NOW));
            history.on(within);
            history.on(other);
            history.on(delivered(1000, NOW.plusSeconds(9)));
        }
        assertEquals(List.of(within), find("monday").stories().getFirst().calls());
    }

    @Test
    void aServerThatIsClosedAndStartedAgainHasNoGap() throws IOException {
        try (HistoryRecorder first = start()) {
            first.on(accepted(1000, NOW));
        }
        try (HistoryRecorder second = start()) {
            second.on(delivered(1000, NOW.plusSeconds(5)));
        }
        Findings found = find("monday");
        assertEquals(2, found.stories().getFirst().events().size());
        assertEquals(List.of(), found.gaps());
        assertEquals(1, files(".log").size());
    }

    /** What a kill leaves is what was written until then. */
    @Test
    void aKillIsToldAndTheNextLifeGoesOnBehindWhatIsTorn() throws IOException {
        try (HistoryRecorder first = start()) {
            first.on(accepted(1000, NOW));
        }
        Path file = files(".log").getFirst();
        byte[] whole = Files.readAllBytes(file);
        int closed = Frames.framed(new Frame.Closed(NOW)).length;
        for (int torn = 0; torn < closed; torn++) {
            Files.write(file, Arrays.copyOf(whole, whole.length - closed + torn));
            now.set(NOW.plusSeconds(60));
            try (HistoryRecorder second = start()) {
                second.on(delivered(1000, NOW.plusSeconds(61)));
            }
            Findings found = find("monday");
            assertEquals(2, found.stories().getFirst().events().size(), "torn at " + torn);
            assertEquals(NOW, found.gaps().getFirst().from());
            assertEquals(NOW.plusSeconds(60), found.gaps().getLast().to());
            assertTrue(found.gaps().getLast().why().startsWith("the server was killed"), found.gaps().toString());
        }
    }

    private HistoryWriting writing() {
        return new HistoryWriting(new HistoryFolder(folder), SETTINGS, () -> false, NOW);
    }

    /** Between the file where a story begins and that where it ends, there may be others that have nothing of it. */
    @Test
    void aKillIsToldAlsoFromAFinishedFileThatHasNothingElseOfTheStory() throws IOException {
        long later = System.nanoTime() + Duration.ofHours(25).toNanos();
        HistoryWriting first = writing();
        first.write(List.of(new Frame.Event(accepted(1000, NOW))), NOW, 0);
        first.look(NOW, later, true);
        HistoryWriting second = writing(); // the first was killed
        second.write(List.of(new Frame.Event(accepted(2000, NOW))), NOW.plusSeconds(60), 0);
        second.look(NOW, later, true);
        second.write(List.of(new Frame.Event(delivered(1000, NOW))), NOW, later);
        assertEquals(3, files(".log").size());
        Findings found = find(new QueueId(1000).toString());
        assertEquals(2, found.stories().getFirst().events().size());
        assertEquals(List.of(NOW.plusSeconds(60)), found.gaps().stream().map(Findings.Gap::to).toList());
    }

    @Test
    void theMessageOfWhichSomethingHappenedLastComesFirst() {
        try (HistoryRecorder history = start()) {
            history.on(accepted(1000, NOW));
            history.on(accepted(1001, NOW));
            history.on(delivered(1000, NOW));
        }
        assertEquals(List.of(1000L, 1001L), ids(find("monday")));
    }

    @Test
    void damageCostsWhatIsDamagedAndIsTold() throws IOException {
        try (HistoryRecorder history = start()) {
            for (long id = 1000; id < 1003; id++)
                history.on(accepted(id, NOW.plusSeconds(id)));
        }
        Path file = files(".log").getFirst();
        byte[] bytes = Files.readAllBytes(file);
        int second = indexOf(bytes, "<1001@hq");
        bytes[second] ^= 1;
        Files.write(file, bytes);
        Findings found = find("monday");
        assertEquals(List.of(1002L, 1000L), ids(found));
        assertEquals(List.of(new Findings.Gap(NOW.plusSeconds(1000), NOW.plusSeconds(1002),
                "a part of the history can't be read")), found.gaps());
    }

    private static int indexOf(byte[] bytes, String text) {
        return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
    }

    /** Writes enough for several files. */
    private void writeMuch(HistorySettings settings, int count) {
        try (HistoryRecorder history = start(settings)) {
            for (long id = 1000; id < 1000 + count; id++) {
                history.on(accepted(id, NOW.plusSeconds(id)));
                if (id % 100 == 0) history.trace("x", 1, _ -> Set.of()); // a file is looked at after each write
            }
        }
    }

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
    void aFileThatCanNotBeReadIsAGapWithItsName() throws IOException {
        try (HistoryRecorder history = start()) {
            history.on(accepted(1000, NOW));
        }
        Path broken = Files.createDirectory(folder.resolve("0000000000000000.log"));
        Findings found = find("monday");
        assertEquals(List.of(1000L), ids(found));
        assertEquals(1, found.gaps().size());
        assertTrue(found.gaps().getFirst().why().startsWith("the file 0000000000000000.log can't be read: "),
                found.gaps().toString());
        assertEquals(Optional.of(NOW), found.since());
        Files.delete(broken);
        assertEquals(List.of(), find("monday").gaps());
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

    @Test
    void ofAnEndlessStoryTheBeginningIsTold() {
        try (HistoryRecorder history = start(HistorySettings.USUAL)) {
            history.on(accepted(1000, NOW));
            for (int i = 0; i < 20_010; i++)
                history.on(delivered(1000, NOW));
        }
        Story story = find("monday").stories().getFirst();
        assertEquals(20_001, story.events().size());
        assertEquals(10, story.more());
    }

    /** How a message came in is told of all of them, and something of what happened then. */
    @Test
    void aBusyAddressHasNoMoreRoomThanOneMessage() {
        try (HistoryRecorder history = start(HistorySettings.USUAL)) {
            for (int id = 1000; id < 1010; id++)
                history.on(accepted(id, NOW));
            for (int i = 0; i < 45_000; i++)
                history.on(i < 25_000 ? delivered(1000, NOW) : delivered(1001 + i % 9, NOW));
        }
        List<Story> stories = find("bob@ny.example.com").stories();
        assertEquals(10, stories.size());
        assertEquals(10 + 20_000, stories.stream().mapToInt(story -> story.events().size()).sum());
        assertEquals(25_000, stories.stream().mapToLong(Story::more).sum());
        stories.forEach(story -> {
            assertEquals(Optional.of(accepted(story.id().number(), NOW)),
                    story.accepted().<StatusEvent>map(e -> e), story.id().toString());
            assertTrue(story.events().size() >= 1001, story.id() + " " + story.events().size());
        });
    }

    @Test
    void mailToVeryManyTakesTheRoomOfMany() {
        List<Address> many = IntStream.range(0, 10_000).mapToObj(i -> Address.parse("u" + i + "@ny.example.com"))
                .toList();
        try (HistoryRecorder history = start(HistorySettings.USUAL)) {
            for (int id = 1000; id < 1040; id++) {
                StatusEvent.Accepted one = (StatusEvent.Accepted) accepted(id, NOW);
                history.on(new StatusEvent.Accepted(NOW, one.about(), one.destinations(), 10_000,
                        new StatusEvent.Heading(Optional.empty(), Optional.empty(), many)));
                if (id % 4 == 0) history.trace("x", 1, _ -> Set.of()); // waits until it is written
            }
        }
        Findings found = find("monday", 40);
        assertEquals(40, found.stories().size());
        long told = found.stories().stream().filter(story -> story.accepted().isPresent()).count();
        assertEquals(25_000 / (2501 - 25_000 / 40), told);
        assertEquals(40, told + found.stories().stream().mapToLong(Story::more).sum());
    }
}

package org.packetboat.connectors.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.history.Findings;
import org.packetboat.engine.history.Story;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.status.StatusEvent;

/** What was written down is found again after a restart, a kill or damage; what is missing is told as a gap. */
class DeliveryHistoryTest extends HistoryCase {
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

package org.packetboat.connectors.recipients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.packetboat.connectors.recipients.RecipientLists.PushListener.Verdict;

/** Bad days of a list that goes from the inside to the perimeter: what is lost, damaged, killed, or lies. */
class PushedListTroubleTest extends PushedListRig {
    @Test
    void lostPushIsMadeUpForByTheNext() throws IOException {
        inForce(many(500));
        people(manyAnd(500, "first"));
        push(); // never comes
        people(manyAnd(500, "second"));
        List<PushPart> second = push();
        assertFalse(second.getFirst().head().whole());
        arrives(second);
        assertEquals("nobody inside", find("first", "second"));
        assertEquals("", problem());
    }

    @Test
    void perimeterThatHasLostItsCopyGetsAllOfIt() throws IOException {
        inForce(many(500));
        Files.delete(edge.resolve("staff.list"));
        restart();
        people(manyAnd(500, "new-one"));
        arrives(push());
        assertEquals("not known", find("new-one"));
        assertTrue(problem().contains("no list here"), problem());
        assertEquals(List.of(Verdict.NEEDS_WHOLE), verdicts());
        restart();
        look();
        assertTrue(
                problem().contains(
                        "no list here that it could change; at its sender: packetboat push-recipients --whole"),
                problem());
        answersArrive();
        List<PushPart> all = push();
        assertTrue(all.getFirst().head().whole());
        arrives(all);
        assertEquals("inside nobody", find("new-one", "x"));
        assertEquals("", problem());
    }

    /** It was away, its disk is another one, and two pushes come at once: neither is of use. */
    @Test
    void perimeterThatHasLostItsCopyAndWasAwayGetsAllOfIt() throws IOException {
        inForce(many(500));
        Files.delete(edge.resolve("staff.list"));
        restart();
        people(manyAnd(500, "first"));
        List<PushPart> both = new ArrayList<>(push());
        people(manyAnd(500, "second"));
        both.addAll(push());
        arrives(both);
        assertEquals(List.of(Verdict.NEEDS_WHOLE), verdicts());
        answersArrive();
        arrives(push());
        assertEquals("nobody inside", find("first", "second"));
        assertEquals("", problem());
    }

    @Test
    void perimeterWithAnOlderCopyDoesNotUseWhatDoesNotFit() throws IOException {
        inForce(manyAnd(500, "left"));
        Path old = Files.copy(edge.resolve("staff.list"), folder.resolve("old"));
        inForce(manyAnd(500, "stays"));
        Files.move(old, edge.resolve("staff.list"), StandardCopyOption.REPLACE_EXISTING); // a restored backup
        restart();
        people(manyAnd(500, "stays", "new-one"));
        arrives(push());
        assertEquals("inside nobody yet", find("left", "new-one"));
        assertEquals(List.of(Verdict.NEEDS_WHOLE), verdicts());
        answersArrive();
        arrives(push());
        assertEquals("nobody inside inside", find("left", "stays", "new-one"));
    }

    @Test
    void damagedPartOrListIsNotUsed() throws IOException {
        inForce(many(500));
        people(manyAnd(500, "new-one"));
        List<PushPart> parts = push();
        for (PushPart part : parts)
            list.take(part, now);
        try (Stream<Path> files = Files.walk(edge.resolve("staff.push"))) {
            Path file = files.filter(path -> path.toString().contains("-of-")).findFirst().orElseThrow();
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length - 3] ^= 0x20;
            Files.write(file, bytes);
        }
        look();
        assertEquals("nobody yet inside", find("new-one", many(1)[0]));
        assertEquals(List.of(Verdict.NEEDS_WHOLE), verdicts());
        byte[] kept = Files.readAllBytes(edge.resolve("staff.list"));
        kept[100] ^= 1;
        Files.write(edge.resolve("staff.list"), kept);
        restart();
        answersArrive();
        arrives(push());
        assertEquals("inside inside", find("new-one", many(1)[0]));
    }

    @Test
    void partsThatAreMissingForLongAreAProblem() throws IOException {
        inForce(many(500));
        people(many(200_000));
        List<PushPart> all = push();
        arrives(all.subList(1, all.size()));
        assertEquals("nobody yet", find("x"));
        assertEquals("", problem());
        try (Stream<Path> files = Files.walk(edge.resolve("staff.push"))) {
            for (Path file : files.filter(Files::isRegularFile).toList())
                Files.setLastModifiedTime(file, FileTime.from(now.minusSeconds(4000)));
        }
        look();
        assertTrue(problem().contains("parts have come"), problem());
        arrives(all);
        assertEquals("inside", find(many(200_000)[150_000]));
        assertEquals("", problem());
    }

    @Test
    void killBeforeTheAnswerIsAnsweredAfterTheStart() throws IOException {
        inForce(many(100));
        people(manyAnd(100, "new-one"));
        List<PushPart> parts = push();
        for (PushPart part : parts)
            list.take(part, now);
        Path waiting = edge.resolve("staff.push");
        Path copy = folder.resolve("copy");
        copy(waiting, copy);
        look();
        told.clear();
        copy(copy, waiting); // the list is in force, its parts are still there
        restart();
        look();
        assertEquals(List.of(Verdict.IN_FORCE), verdicts());
        try (Stream<Path> left = Files.list(waiting)) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void killBeforeTheMailIsInTheQueueSendsItAgain() throws IOException {
        inForce(many(100));
        people(manyAnd(100, "new-one"));
        sent().next(new SentList.Order(hashed, whole, "edge", MAILBOX), now).orElseThrow().close(); // and no more
        List<PushPart> again = push();
        assertFalse(again.isEmpty());
        arrives(again);
        assertEquals("inside", find("new-one"));
    }

    /** The inside has lost what it sent, and its clock is years behind: what it sends looks old. */
    @Test
    void insideThatBeginsAnewWithAWrongClockIsToldTheNumber() throws IOException {
        inForce(many(100));
        try (Stream<Path> files = Files.walk(inside.resolve("sent"))) {
            for (Path file : files.filter(Files::isRegularFile).toList())
                Files.delete(file);
        }
        now = Instant.parse("2021-01-01T00:00:00Z");
        people(manyAnd(100, "new-one"));
        arrives(push());
        assertEquals("nobody", find("new-one"));
        assertEquals(List.of(Verdict.REFUSED), verdicts());
        answersArrive();
        arrives(push());
        assertEquals("inside", find("new-one"));
        assertEquals(List.of(Verdict.IN_FORCE), verdicts());
    }

    @Test
    void answersThatLieOnlyMakeMoreWork() throws IOException {
        inForce(many(100));
        long number = sent().state().number();
        sent().answered(number, Verdict.NEEDS_WHOLE, "please", Long.MAX_VALUE, now);
        List<PushPart> all = push();
        assertTrue(all.getFirst().head().whole());
        arrives(all);
        assertEquals("", problem());
        assertTrue(sent().answered(7, Verdict.REFUSED, "old", 0, now).isEmpty());
    }

    /** Of a thousand pushes of which a part is missing, two are kept. */
    @Test
    void unfinishedPushesDoNotFillTheDisk() throws IOException {
        people(many(90_000));
        List<PushPart> first = push();
        assertTrue(first.size() > 1, "parts: " + first.size());
        arrives(first.subList(0, 1));
        whole = true;
        for (int i = 0; i < 3; i++)
            arrives(push().subList(0, 1));
        try (Stream<Path> waiting = Files.list(edge.resolve("staff.push"))) {
            assertEquals(2, waiting.count());
        }
        arrives(first);
        assertEquals("inside", find(many(1)[0]), "the oldest one is not thrown away");
    }
}

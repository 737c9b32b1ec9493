package org.packetboat.connectors.recipients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.packetboat.connectors.recipients.RecipientLists.PushListener.Verdict;

/** A list that was lost or does not fit comes back, by whatever is on its way and in whatever order. */
class PushedListRepairTest extends PushedListRig {
    /** Two parts. */
    private static final int LARGE = 90_000;

    private void perimeterLosesItsList() throws IOException {
        Files.delete(edge.resolve("staff.list"));
        restart();
    }

    private void cameAt(Instant when) throws IOException {
        try (Stream<Path> files = Files.walk(edge.resolve("staff.push"))) {
            for (Path file : files.filter(Files::isRegularFile).toList())
                Files.setLastModifiedTime(file, FileTime.from(when));
        }
    }

    private Set<Long> kept() throws IOException {
        try (Stream<Path> pushes = Files.list(edge.resolve("staff.push"))) {
            return pushes.map(place -> Long.valueOf(place.getFileName().toString()))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static long number(List<PushPart> parts) {
        return parts.getFirst().head().number();
    }

    @Test
    void wholeListOnItsWayOutlivesARefusedPushAndNewerChanges() throws IOException {
        inForce(many(LARGE));
        perimeterLosesItsList();
        people(manyAnd(LARGE, "first"));
        arrives(push());
        assertEquals(List.of(Verdict.NEEDS_WHOLE), verdicts());
        answersArrive();
        List<PushPart> all = push();
        assertTrue(all.getFirst().head().whole() && all.size() > 1, "parts: " + all.size());
        arrives(all.subList(1, all.size()));
        people(manyAnd(LARGE, "first", "second"));
        arrives(push());
        arrives(all.subList(0, 1));
        assertEquals("inside inside nobody", find("first", "second", "x"));
        assertEquals("", problem());
    }

    /** The part that is missing of it is lost. */
    @Test
    void wholeListOnItsWayOutlivesALatePushAndNewerChanges() throws IOException {
        people(many(LARGE));
        arrives(push().subList(1, 2));
        cameAt(now.minus(Duration.ofHours(2)));
        whole = true;
        List<PushPart> all = push();
        whole = false;
        arrives(all.subList(1, all.size()));
        cameAt(now);
        people(manyAnd(LARGE, "late"));
        arrives(push());
        arrives(all.subList(0, 1));
        assertEquals("inside nobody", find("late", "x"));
    }

    /** The oldest takes long, the newest whole one waits for its last part, and changes come each hour. */
    @Test
    void oldestNewestAndNewestWholePushAreKept() throws IOException {
        people(many(LARGE));
        List<PushPart> oldest = push();
        arrives(oldest.subList(0, 1));
        whole = true;
        arrives(push().subList(0, 1));
        List<PushPart> second = push();
        arrives(second.subList(0, 1));
        whole = false;
        for (int i = 0; i < 3; i++) {
            people(manyAnd(LARGE, "late-" + i));
            List<PushPart> changes = push();
            arrives(changes);
            assertTrue(kept().containsAll(Set.of(number(oldest), number(second), number(changes))), kept().toString());
            assertTrue(kept().size() <= 4, "and the changes before: " + kept());
        }
    }

    @Test
    void damageOfAWaitingPartStopsNoOther() throws IOException {
        people(many(LARGE));
        arrives(push().subList(0, 1));
        damageParts();
        whole = true;
        arrives(push().subList(0, 1));
        arrives(push());
        assertEquals("inside", find(many(1)[0]));
    }

    private void damageParts() throws IOException {
        try (Stream<Path> files = Files.walk(edge.resolve("staff.push"))) {
            for (Path file : files.filter(Files::isRegularFile).toList())
                Files.writeString(file, "damaged");
        }
    }

    /** Who sent it is not known any more, and is told nothing. */
    @Test
    void pushOfWhichNothingCanBeReadIsRefused() throws IOException {
        inForce(many(500));
        people(manyAnd(500, "first"));
        for (PushPart part : push())
            list.take(part, now);
        damageParts();
        look();
        assertTrue(problem().startsWith("push "), problem());
        assertTrue(problem().endsWith("at its sender: packetboat push-recipients --whole"), problem());
        assertEquals(List.of(), verdicts());
        people(manyAnd(500, "first", "second"));
        arrives(push());
        assertEquals("inside inside nobody", find("first", "second", "x"));
    }

    /** A kill came before they were deleted, and with it damage. */
    @Test
    void damagedPartsOfTheListInForceAreDeleted() throws IOException {
        inForce(many(500));
        people(manyAnd(500, "first"));
        List<PushPart> parts = push();
        for (PushPart part : parts)
            list.take(part, now);
        Path copy = folder.resolve("copy");
        copy(edge.resolve("staff.push"), copy);
        look();
        copy(copy, edge.resolve("staff.push"));
        damageParts();
        restart();
        look();
        assertEquals("inside nobody", find("first", "x"));
        assertEquals("", problem());
        assertEquals(Set.of(), kept());
    }

    @Test
    void answerToAnEarlierPushThatNeedsAllIsHeard() throws IOException {
        inForce(many(500));
        perimeterLosesItsList();
        people(manyAnd(500, "first"));
        arrives(push());
        people(manyAnd(500, "second"));
        push(); // lost; or on its way for long
        answersArrive();
        List<PushPart> all = push();
        assertTrue(all.getFirst().head().whole());
        arrives(all);
        assertEquals("nobody inside", find("first", "second"));
    }

    @Test
    void answerToAnEarlierPushAsksForNothingThatIsOnItsWay() throws IOException {
        inForce(many(500));
        long first = sent().state().number();
        whole = true;
        List<PushPart> all = push();
        whole = false;
        assertEquals(Optional.empty(), sent().answered(first, Verdict.NEEDS_WHOLE, "lost", 0, now));
        assertEquals(List.of(), push());
        arrives(all);
        answersArrive();
        assertEquals("in force", sent().state().what());
        assertEquals(List.of(), push());
    }

    @Test
    void answerToAnEarlierPushTellsTheNumber() throws IOException {
        inForce(many(500));
        long first = sent().state().number();
        people(manyAnd(500, "new-one"));
        push();
        long newest = now.plus(Duration.ofDays(1000)).getEpochSecond();
        sent().answered(first, Verdict.REFUSED, "older", newest, now);
        people(manyAnd(500, "another"));
        assertEquals(newest + 1, number(push()));
    }

    /** With the largest number that there is, no push could follow. */
    @Test
    void numbersOfNoPossibleTimeAreNotBelieved() throws IOException {
        inForce(many(500));
        long last = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();
        sent().answered(sent().state().number(), Verdict.REFUSED, "", last + 1, now);
        assertEquals(now.plusSeconds(60).getEpochSecond(), number(push()));
        sent().answered(sent().state().number(), Verdict.REFUSED, "", last, now);
        assertEquals(last + 1, number(push()));
    }

    @Test
    void listThatIsDamagedWhileTheServerRunsComesBack() throws IOException {
        inForce(many(500));
        byte[] bytes = Files.readAllBytes(edge.resolve("staff.list"));
        bytes[100] ^= 1;
        Files.write(edge.resolve("staff.list"), bytes);
        assertEquals("not known", find(many(1)[0]));
        look();
        assertTrue(problem().contains("at its sender: packetboat push-recipients --whole"), problem());
        comesBackInADay();
    }

    /** Here everything is as it was acknowledged; there, a disk was restored. */
    @Test
    void perimeterThatWasRestoredComesBackThoughNothingHasChanged() throws IOException {
        inForce(many(500));
        perimeterLosesItsList();
        look();
        assertTrue(problem().contains("at its sender: packetboat push-recipients --whole"), problem());
        comesBackInADay();
    }

    private void comesBackInADay() throws IOException {
        assertEquals(List.of(), push());
        now = now.plus(Duration.ofDays(1));
        List<PushPart> asked = push();
        assertFalse(asked.getFirst().head().whole());
        assertEquals(0, sent().state().changes());
        arrives(asked);
        assertEquals(List.of(Verdict.NEEDS_WHOLE), verdicts());
        answersArrive();
        arrives(push());
        assertEquals("inside nobody", find(many(1)[0], "x"));
        assertEquals("", problem());
        answersArrive();
        assertEquals(List.of(), push());
    }

    @Test
    void clockThatWentBackDoesNotEndTheAsking() throws IOException {
        inForce(many(500));
        now = now.minus(Duration.ofDays(1000));
        assertFalse(push().isEmpty());
        assertEquals(List.of(), push());
    }

    /** Somebody may be on the one that is on its way. */
    @Test
    void listThatIsPutInForceWhileANewerOneIsOnItsWayIsNotSure() throws IOException {
        people(many(LARGE));
        List<PushPart> first = push();
        people(manyAnd(LARGE, "late"));
        whole = true;
        List<PushPart> second = push();
        for (PushPart part : first)
            list.take(part, now);
        list.take(second.getFirst(), now);
        list.look(_ -> true, nanos, now);
        nanos += RecipientList.AGAIN.toNanos();
        list.look(_ -> true, nanos, now);
        assertEquals("inside nobody yet", find(many(1)[0], "late"));
    }

    @Test
    void killBeforeTheAnswerThatAllIsNeededAnswersAfterTheStart() throws IOException {
        inForce(many(100));
        perimeterLosesItsList();
        list = new RecipientList(list.settings(), edge, (_, _, _, _) -> {
            throw new IllegalStateException("killed here");
        });
        people(manyAnd(100, "new-one"));
        arrives(push());
        restart();
        look();
        assertEquals(List.of(Verdict.NEEDS_WHOLE), verdicts());
    }

    @Test
    void siteWhoseNameBeginsWithAnothersKeepsItsFiles() throws IOException {
        people(many(500));
        SentList other = new SentList(inside, "staff", "edge.2");
        SentList.Order order = new SentList.Order(false, false, "edge.2", MAILBOX);
        try (SentList.Push push = other.next(order, now).orElseThrow()) {
            other.sent(push.head().number());
        }
        push();
        people(manyAnd(500, "new-one"));
        try (SentList.Push push = other.next(order, now).orElseThrow()) {
            assertFalse(push.head().whole());
        }
    }

    /** The clock was a year ahead when parts came. */
    @Test
    void pushThatCameInTheFutureIsLate() throws IOException {
        inForce(many(500));
        people(many(LARGE));
        whole = true;
        arrives(push().subList(1, 2));
        assertEquals("", problem());
        cameAt(now.plus(Duration.ofDays(365)));
        look();
        assertTrue(problem().contains("parts have come"), problem());
    }

    /** Its number is one more than the last, whatever the time is. */
    @Test
    void killBeforeItIsNotedWhatIsSentDoesNotEndPushes() throws IOException {
        inForce(many(500));
        long newest = now.plus(Duration.ofDays(1000)).getEpochSecond();
        sent().answered(sent().state().number(), Verdict.IN_FORCE, "", newest, now);
        for (String kind : List.of("list", "changes"))
            Files.writeString(inside.resolve("sent/staff@edge." + (newest + 1) + "." + kind), "killed here");
        people(manyAnd(500, "new-one"));
        assertEquals(newest + 1, number(push()));
    }
}

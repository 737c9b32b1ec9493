package org.packetboat.connectors.recipients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.connectors.recipients.RecipientLists.PushListener.Verdict;
import org.packetboat.engine.intake.Directory;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Domain;

/** A list that goes from the inside to the perimeter, by post that loses, repeats and reorders, looked at by hand. */
class PushedListTest {
    private static final Domain EXAMPLE = new Domain("example.com");
    private static final Address MAILBOX = Address.parse("packetboat-config@inside.example");

    @TempDir
    private Path folder;
    private Path inside;
    private Path edge;
    private Instant now = Instant.parse("2026-11-20T00:00:00Z");
    private long nanos;
    private boolean hashed;
    private boolean whole;
    private RecipientList source;
    private RecipientList list;
    private final List<Told> told = new ArrayList<>();

    /** What the perimeter answers. */
    private record Told(PushPart.Head head, Verdict verdict, String why, long newest) {}

    @BeforeEach
    void open() throws IOException {
        inside = Files.createDirectory(folder.resolve("inside"));
        edge = Files.createDirectory(folder.resolve("edge"));
        source = new RecipientList(new ListSettings("staff", Set.of(EXAMPLE), Optional.empty(),
                new TextRows(folder.resolve("staff.txt")), Duration.ZERO), inside);
        restart();
    }

    private void restart() {
        list = new RecipientList(new ListSettings("staff", Set.of(EXAMPLE), Optional.of("inside"),
                new PushedParts(edge, "staff", "pk1-of-the-inside"), Duration.ZERO), edge,
                (head, verdict, why, newest) -> told.add(new Told(head, verdict, why, newest)));
    }

    private void people(String... names) throws IOException {
        Files.write(folder.resolve("staff.txt"), Arrays.asList(names));
        source.confirm(_ -> true, nanos, now);
    }

    private SentList sent() {
        return new SentList(inside, "staff", "edge");
    }

    /** What is put into the queue; nothing if nothing has changed. */
    private List<PushPart> push() throws IOException {
        now = now.plusSeconds(60);
        Optional<SentList.Push> next = sent().next(new SentList.Order(hashed, whole, "edge", MAILBOX), now);
        if (next.isEmpty()) return List.of();
        List<PushPart> parts = new ArrayList<>();
        try (SentList.Push push = next.get()) {
            for (int index = 0; index < push.head().parts(); index++)
                parts.add(PushPart.read(push.part(index).bytes()));
            sent().sent(push.head().number());
        }
        return parts;
    }

    private void arrives(List<PushPart> parts) throws IOException {
        for (PushPart part : parts)
            list.take(part);
        look();
    }

    /** Looks as long as a server would that has nothing else to do. */
    private void look() {
        for (int i = 0; i < 4; i++) {
            list.look(_ -> true, nanos, now);
            nanos += RecipientList.AGAIN.toNanos();
        }
    }

    private void answersArrive() throws IOException {
        for (Told each : told)
            sent().answered(each.head.number(), each.verdict, each.why, each.newest, now);
        told.clear();
    }

    private String find(String... names) {
        return Stream.of(names).map(name -> switch (list.find(EXAMPLE, ListKey.of(EXAMPLE, name))) {
            case RecipientList.Answer.Found(var site) -> site.orElse("here");
            case RecipientList.Answer.Nobody(boolean sure) -> sure ? "nobody" : "nobody yet";
            case RecipientList.Answer.NotKnown() -> "not known";
        }).collect(Collectors.joining(" "));
    }

    private String problem() {
        return list.status(_ -> true).problem().orElse("");
    }

    private List<Verdict> verdicts() {
        return told.stream().map(Told::verdict).distinct().toList();
    }

    private void inForce(String... names) throws IOException {
        people(names);
        arrives(push());
        assertEquals("", problem());
        answersArrive();
    }

    private static String[] many(int count) {
        return IntStream.range(0, count).mapToObj(i -> "person-" + i + "-" + Integer.toString(i * 7919, 36))
                .toArray(String[]::new);
    }

    private static String[] manyAnd(int count, String... more) {
        return Stream.concat(Stream.of(many(count)), Stream.of(more)).toArray(String[]::new);
    }

    @Test
    void whoIsPushedIsKnownAndLivesWhereTheListSays() throws IOException {
        look();
        assertEquals("not known", find("anna"));
        assertTrue(problem().contains("nothing was pushed here yet"), problem());
        people("anna", "bob");
        arrives(push());
        assertEquals("inside inside nobody", find("Anna", "bob", "carol"));
        assertEquals("", problem());
        assertEquals(List.of(Verdict.IN_FORCE), verdicts());
        answersArrive();
        assertEquals("in force", sent().state().what());
        restart();
        look();
        assertEquals("inside nobody", find("anna", "carol"));
    }

    @Test
    void onlyWhatHasChangedIsSent() throws IOException {
        inForce(many(1000));
        people(manyAnd(999, "new-one"));
        List<PushPart> parts = push();
        assertFalse(parts.getFirst().head().whole());
        assertEquals(2, sent().state().changes());
        arrives(parts);
        assertEquals("inside nobody inside", find("new-one", many(1000)[999], many(1000)[998]));
        answersArrive();
        assertEquals(List.of(), push());
    }

    @Test
    void hashedListsHoldNoNames() throws IOException {
        hashed = true;
        inForce(manyAnd(100, "anna"));
        people(manyAnd(100, "bob"));
        arrives(push());
        assertEquals("nobody inside nobody", find("anna", "BOB", "x"));
        String kept = Files.readString(edge.resolve("staff.list"), StandardCharsets.ISO_8859_1);
        assertTrue(kept.contains("example.com"));
        assertFalse(kept.contains("bob") || kept.contains("person"));
        hashed = false;
        arrives(push());
        assertEquals("inside nobody", find("bob", "anna"));
    }

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
    void whatComesTwiceOrLateChangesNothing() throws IOException {
        inForce(many(500));
        people(manyAnd(500, "first"));
        List<PushPart> first = push();
        people(manyAnd(500, "second"));
        List<PushPart> second = push();
        arrives(second);
        arrives(second);
        arrives(first);
        assertEquals("nobody inside", find("first", "second"));
        assertEquals("", problem());
        answersArrive();
        assertEquals("in force", sent().state().what(), "what is said of the first one does not count");
    }

    /** Changes overtake the list that they change: they wait, and nobody is told that they are of no use. */
    @Test
    void changesThatComeBeforeTheWholeListWaitForIt() throws IOException {
        people(many(200_000));
        List<PushPart> all = push();
        assertTrue(all.size() > 2, "parts: " + all.size());
        people(manyAnd(200_000, "late"));
        List<PushPart> changes = push();
        assertFalse(changes.getFirst().head().whole());
        arrives(all.subList(1, 2));
        arrives(changes);
        assertEquals(List.of(), verdicts());
        assertEquals("not known", find("late"));
        arrives(all.subList(2, all.size()).reversed());
        assertEquals("not known", find("late"));
        arrives(all.subList(0, 1));
        assertEquals("inside inside nobody", find("late", many(200_000)[199_999], "x"));
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
        assertTrue(problem().contains("no list here"), problem());
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
            list.take(part);
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
    void listThatLostMostOfItsPeopleHasToBeConfirmed() throws IOException {
        inForce(many(500));
        people("anna");
        List<PushPart> few = push();
        arrives(few);
        assertEquals("inside nobody yet", find(many(1)[0], "anna"));
        assertTrue(problem().contains("packetboat recipients confirm staff"), problem());
        assertEquals(List.of(Verdict.REFUSED), verdicts());
        answersArrive();
        list.confirm(_ -> true, nanos, now);
        look();
        assertEquals("nobody inside", find(many(1)[0], "anna"));
        assertEquals(List.of(Verdict.IN_FORCE), verdicts());
        answersArrive();
        assertEquals("in force", sent().state().what());
    }

    /** The file at the inside was cut, and is whole again: what comes then changes what is in force. */
    @Test
    void mistakeThatWasRefusedIsPassedOver() throws IOException {
        inForce(many(500));
        people("anna");
        arrives(push());
        answersArrive();
        people(manyAnd(500, "anna"));
        arrives(push());
        assertEquals("inside inside", find(many(1)[0], "anna"));
        assertEquals("", problem());
    }

    @Test
    void killBeforeTheAnswerIsAnsweredAfterTheStart() throws IOException {
        inForce(many(100));
        people(manyAnd(100, "new-one"));
        List<PushPart> parts = push();
        for (PushPart part : parts)
            list.take(part);
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

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.toList()) {
                Path there = to.resolve(from.relativize(each).toString());
                if (Files.isDirectory(each)) Files.createDirectories(there);
                else Files.copy(each, there, StandardCopyOption.REPLACE_EXISTING);
            }
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
    void withoutAnswersChangesAreSentAllTheSame() throws IOException {
        people(many(500));
        arrives(push());
        for (String name : List.of("a", "b", "c")) {
            people(manyAnd(500, name));
            List<PushPart> parts = push();
            assertFalse(parts.getFirst().head().whole());
            arrives(parts);
            assertEquals("inside nobody", find(name, "x"));
        }
        assertEquals("nobody nobody inside", find("a", "b", "c"));
        assertEquals(List.of(), push());
        now = now.plus(Duration.ofDays(2));
        assertFalse(push().isEmpty(), "nobody knows whether it came");
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

    @Test
    void mailboxForAnswersIsOnTheListOfItsDomain() throws IOException {
        people("anna");
        try (SentList.Push push = sent().next(new SentList.Order(false, false, "edge",
                Address.parse("packetboat-config@example.com")), now).orElseThrow()) {
            arrives(List.of(push.part(0)));
        }
        assertEquals("inside inside nobody", find("anna", "packetboat-config", "x"));
    }

    /** His answer that he needs all of it goes to a mailbox that is on that list. */
    @Test
    void whoLostTheListKnowsWhereItsAnswersGo() throws IOException {
        Address answers = Address.parse("Packetboat-config@example.com");
        Address atFile = Address.parse("packetboat-config@file.example");
        ListSettings ofFile = new ListSettings("file", Set.of(atFile.domain()), Optional.of("inside"),
                new TextRows(folder.resolve("none.txt")), Duration.ZERO);
        try (RecipientLists lists = new RecipientLists(List.of(list.settings(), ofFile), edge, Optional.empty(),
                () -> now)) {
            assertEquals(new Directory.Finding.NotKnownYet(), lists.find(answers), "nobody pushes or is pushed to");
            lists.alwaysKnown(Set.of(Address.parse("packetboat-config@edge.example")));
            assertEquals(new Directory.Finding.Known(Optional.of("inside"), answers), lists.find(answers));
            assertEquals(new Directory.Finding.NotKnownYet(), lists.find(Address.parse("anna@example.com")));
            assertEquals(new Directory.Finding.NotKnownYet(), lists.find(atFile), "is not pushed here");
        }
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

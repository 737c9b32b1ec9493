package org.packetboat.connectors.recipients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.packetboat.connectors.recipients.RecipientLists.PushListener.Verdict;
import org.packetboat.engine.intake.Directory;
import org.packetboat.engine.mail.Address;

/** A list that goes from the inside to the perimeter. */
class PushedListTest extends PushedListRig {
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
}

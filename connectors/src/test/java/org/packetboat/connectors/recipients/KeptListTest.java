package org.packetboat.connectors.recipients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Domain;

class KeptListTest {
    private static final Instant NOW = Instant.parse("2026-11-20T00:00:00Z");

    @TempDir
    private Path folder;

    private KeptList list(int most, Map<String, String> people) throws IOException, ListRefused {
        try (KeptListWriter writer = new KeptListWriter(folder.resolve("scratch"), place -> "line " + place, most)) {
            long place = 0;
            for (Map.Entry<String, String> one : people.entrySet())
                writer.add(key(one.getKey()), Optional.of(one.getValue()).filter(s -> !s.isEmpty()), ++place);
            writer.finish(folder.resolve("staff.list"), new KeptList.Facts(Map.of(new Domain("a.example"), 0L,
                    new Domain("b.example"), 0L, new Domain("empty.example"), 0L), List.of(), NOW, "here"));
        }
        return KeptList.open(folder.resolve("staff.list"));
    }

    private static byte[] key(String address) {
        return ListKey.of(Address.parse(address));
    }

    private static Map<String, String> people(int count) {
        Random random = new Random(7);
        Map<String, String> people = new HashMap<>();
        while (people.size() < count)
            people.put(
                    Long.toString(random.nextLong(1L << 40), 36) + (random.nextBoolean() ? "@a.example" : "@b.example"),
                    List.of("", "north", "south").get(random.nextInt(3)));
        return people;
    }

    @Test
    void everybodyIsFoundWithHisSiteAndNobodyElse() throws Exception {
        Map<String, String> people = people(20_000);
        try (KeptList list = list(3000, people)) {
            for (Map.Entry<String, String> one : people.entrySet())
                assertEquals(one.getValue(), list.find(key(one.getKey())).orElseThrow().site().orElse(""));
            for (String other : people(40_000).keySet())
                assertEquals(people.containsKey(other), list.find(key(other)).isPresent(), other);
            assertEquals(20_000, list.facts().rows());
            assertEquals(0L, list.facts().domains().get(new Domain("empty.example")));
            assertEquals("here", list.facts().source());
            assertEquals(NOW, list.facts().read());
        }
        assertEquals(List.of("staff.list"), names());
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void emptyListCoversItsDomains() throws Exception {
        try (KeptList list = list(10, Map.of())) {
            assertEquals(Optional.empty(), list.find(key("a@a.example")));
            assertTrue(list.facts().domains().containsKey(new Domain("a.example")));
        }
    }

    @Test
    void caseOfALocalPartAndNeedlessQuotesDoNotCount() throws Exception {
        try (KeptList list = list(10, Map.of("Bob.Jones@A.example", "north", "\"odd one\"@a.example", ""))) {
            assertTrue(list.find(key("BOB.JONES@a.example")).isPresent());
            assertTrue(list.find(key("\"bob.jones\"@a.example")).isPresent());
            assertTrue(list.find(key("\"Odd One\"@a.example")).isPresent());
            assertFalse(list.find(key("odd@a.example")).isPresent());
        }
    }

    /** Each byte of the file, changed: an answer is right, or there is none. */
    @Test
    void damageIsNoticed() throws Exception {
        Map<String, String> people = people(300);
        list(100, people).close();
        Path file = folder.resolve("staff.list");
        byte[] good = Files.readAllBytes(file);
        for (int at = 0; at < good.length; at += 7) {
            byte[] bad = good.clone();
            bad[at] ^= 0x10;
            Files.write(file, bad);
            try (KeptList list = KeptList.open(file)) {
                for (Map.Entry<String, String> one : people.entrySet())
                    assertEquals(one.getValue(), list.find(key(one.getKey())).orElseThrow().site().orElse(""));
                throw new AssertionError("byte " + at + " does not count");
            } catch (IOException noticed) {
                // which is right
            }
        }
        Files.write(file, java.util.Arrays.copyOf(good, good.length / 2));
        assertThrows(IOException.class, () -> KeptList.open(file));
    }

    @Test
    void twoSitesForOneAddressAreToldWithBothLines() throws IOException {
        try (KeptListWriter writer = new KeptListWriter(folder.resolve("scratch"), place -> "people.txt:" + place)) {
            writer.add(key("bob@a.example"), Optional.of("north"), 3);
            writer.add(key("BOB@a.example"), Optional.of("south"), 9);
            writer.add(key("carol@a.example"), Optional.of("south"), 10);
            writer.add(key("carol@a.example"), Optional.of("south"), 11);
            ListRefused refused = assertThrows(ListRefused.class, () -> writer.finish(folder.resolve("staff.list"),
                    new KeptList.Facts(Map.of(), List.of(), NOW, "")));
            assertEquals(List.of("people.txt:9: found bob@a.example at another site than in people.txt:3; expected one "
                    + "site"), refused.problems());
        }
    }

    @Test
    void changesAreCountedAndTheFirstAreNamed() throws Exception {
        list(10, Map.of("a@a.example", "", "b@a.example", "north", "c@b.example", "")).close();
        Path old = Files.move(folder.resolve("staff.list"), folder.resolve("old.list"));
        try (KeptList before = KeptList.open(old);
                KeptList after = list(10, Map.of("a@a.example", "", "b@a.example", "", "d@b.example", "south"))) {
            ListChanges changes = ListChanges.between(Optional.of(before), after);
            assertEquals("1 added, 1 removed, 1 moved to another site", changes.toString());
            assertEquals(List.of("> b@a.example, before at north", "- c@b.example", "+ d@b.example at south"),
                    changes.some());
        }
    }

    @Test
    void interruptedThreadDoesNotEndItForOthers() throws Exception {
        try (KeptList list = list(10, Map.of("a@a.example", ""))) {
            Thread.currentThread().interrupt();
            assertTrue(list.find(key("a@a.example")).isPresent());
            assertTrue(Thread.interrupted());
            assertTrue(list.find(key("a@a.example")).isPresent());
        }
    }
}

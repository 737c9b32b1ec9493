package org.packetboat.schedules.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class YamlFileTest {
    private final Problems problems = new Problems();

    private Optional<Node> read(String text) {
        return YamlFile.read("f.yaml", text.getBytes(StandardCharsets.UTF_8), problems);
    }

    private Value only(String key) {
        return new Value(read(key).orElseThrow(), "", problems).named("").getFirst().value();
    }

    @Test
    void everyValueKnowsItsPlace() {
        Value routes = only("\n\nroutes:\n  - {a: 1, site: x}\n");
        Value site = routes.items("").getFirst().section("a", "site").orElseThrow().get("site").orElseThrow();
        assertEquals(new Place("f.yaml", 4, 18), site.place());
        assertEquals("routes[0].site", site.path());
    }

    @Test
    void textStaysText() {
        assertEquals("03:00", only("open: 03:00").text("").orElseThrow());
        assertEquals("off", only("tls: off").text("").orElseThrow());
        assertEquals("2026-12-25", only("on: 2026-12-25").text("").orElseThrow());
        assertEquals("null", only("name: \"null\"").text("").orElseThrow());
    }

    @Test
    void longValuesAreCutInMessages() {
        only("a: " + "x".repeat(5000)).refuse("less");
        assertTrue(problems.list().getFirst().message().length() < 120);
    }

    @Test
    void aBombOfAliasesIsRefusedAtOnce() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x]\n");
        for (int i = 1; i < 60; i++) {
            bomb.append("a" + i + ": &a" + i + " [*a" + (i - 1) + ", *a" + (i - 1) + "]\n");
        }
        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> assertTrue(read(bomb.toString()).isEmpty()));
        assertTrue(problems.hasErrors());
    }

    @Test
    void rubbishIsAProblemNotAnException() {
        Random random = new Random(7);
        String letters = "ab:-[]{}&*!|>'\"%@`#,?\n \t~0";
        for (int round = 0; round < 5000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(40); i >= 0; i--) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            Problems found = new Problems();
            Optional<Node> read = YamlFile.read("f", text.toString().getBytes(StandardCharsets.UTF_8), found);
            assertFalse(read.isEmpty() && !found.hasErrors(), () -> "nothing said about: " + text);
        }
    }

    @Test
    void rubbishBytesAreAProblemNotAnException() {
        Random random = new Random(11);
        for (int round = 0; round < 2000; round++) {
            byte[] bytes = new byte[random.nextInt(60)];
            random.nextBytes(bytes);
            Problems found = new Problems();
            assertFalse(YamlFile.read("f", bytes, found).isEmpty() && !found.hasErrors());
        }
    }
}

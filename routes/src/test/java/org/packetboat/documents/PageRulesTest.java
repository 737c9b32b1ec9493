package org.packetboat.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pages that say what the program says of itself: they are made from it, and never older than it. */
class PageRulesTest {
    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

    private static void assertSame(String page, String made) throws IOException {
        Path file = PROJECT.resolve("docs").resolve(page);
        if (Boolean.getBoolean("draw")) Files.writeString(file, made);
        assertEquals(made, Files.readString(file), page + " is old: run this test with -Ddraw=true");
    }

    @Test
    void commandsAreThoseOfTheProgram() throws IOException {
        assertSame("cli.md", CliPage.text());
    }

    @Test
    void keysAreThoseOfTheSchemas() throws IOException {
        assertSame("configuration-keys.md", KeysPage.text(PROJECT));
    }

    @Test
    void everyKeyHasAMeaning() throws IOException {
        assertEquals(List.of(), KeysPage.text(PROJECT).lines().filter(row -> row.endsWith("|  |")).toList());
    }
}

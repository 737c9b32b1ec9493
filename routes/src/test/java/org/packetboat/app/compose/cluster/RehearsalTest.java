package org.packetboat.app.compose.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A standby starts a server, so that the next one starts fast. */
class RehearsalTest {
    @TempDir
    private Path data;

    @Test
    void aServerStartsAndEndsAndLeavesNothing() throws IOException {
        Files.createDirectories(data.resolve("hub-rehearsal/left"));
        Rehearsal rehearsal = new Rehearsal(data);
        rehearsal.begin();
        rehearsal.begin();
        rehearsal.end();
        try (Stream<Path> left = Files.list(data)) {
            assertEquals(List.of(), left.toList());
        }
    }
}

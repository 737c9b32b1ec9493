package org.packetboat.protocols.smtp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Clients as they are: what each does wrong, and what we do about it. Each is a file in {@code src/test/clients}. */
class ScriptedClientsTest {
    private static final Path CLIENTS = Path.of("src/test/clients");
    private static final Path TABLE = Path.of("../../docs/peers.md");

    static Stream<Path> clients() throws IOException {
        try (Stream<Path> files = Files.list(CLIENTS)) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("clients")
    void isDealtWithHoweverItsBytesAreDivided(Path client) throws IOException {
        ClientScript script = ClientScript.read(client);
        for (Split split : Split.values())
            assertEquals(script.expected(), script.played(split), split.name());
    }

    @ParameterizedTest
    @MethodSource("clients")
    void standsInTheTable(Path client) throws IOException {
        String row = ClientScript.read(client).row();
        List<String> table = Files.readAllLines(TABLE);
        assertTrue(table.contains(row), row);
    }
}

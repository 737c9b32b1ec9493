package org.packetboat.protocols.smtp.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Peers as they are: what each does wrong, and what we do about it. Each is a file in {@code src/test/peers}. */
class ScriptedPeersTest {
    private static final Path PEERS = Path.of("src/test/peers");
    private static final Path CLIENTS = Path.of("src/test/clients");
    private static final Path TABLE = Path.of("../../docs/peers.md");

    static Stream<Path> peers() throws IOException {
        return scripts(PEERS);
    }

    private static Stream<Path> scripts(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("peers")
    void isDealtWith(Path peer) throws Exception {
        PeerScript script = PeerScript.read(peer);
        assertEquals(script.expected(), script.played());
    }

    @ParameterizedTest
    @MethodSource("peers")
    void standsInTheTable(Path peer) throws IOException {
        PeerScript script = PeerScript.read(peer);
        String row = "| " + script.wrong() + " | " + script.remedy() + " |";
        assertTrue(Files.readString(TABLE).contains(row), row);
    }

    @Test
    void theTableHasNoOthers() throws IOException {
        List<String> rows = Files.readAllLines(TABLE).stream().filter(l -> l.startsWith("| ") && !l.contains("---"))
                .toList();
        assertEquals(peers().count() + scripts(CLIENTS).count(),
                rows.size() - Files.readAllLines(TABLE).stream().filter(l -> l.startsWith("|--"))
                        .count());
    }
}

package org.packetboat.protocols.smtp.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PeerMemoryTest {
    /** Callers who turn their connections round are served by several threads. */
    @Test
    void mayBeUsedByThreadsAtOnce() {
        PeerMemory memory = new PeerMemory();
        CompletableFuture<Void> other = CompletableFuture.runAsync(() -> learn(memory, "b"));
        learn(memory, "a");
        other.join();
        assertEquals(Set.of("CHUNKING"), memory.lacking(Optional.of("b299"), Talk.BEGIN));
    }

    private static void learn(PeerMemory memory, String hosts) {
        for (int i = 0; i < 300; i++) {
            memory.lacks(hosts + i, "CHUNKING", Talk.BEGIN);
            assertEquals(Set.of("CHUNKING"), memory.lacking(Optional.of(hosts + i), Talk.BEGIN));
        }
    }
}

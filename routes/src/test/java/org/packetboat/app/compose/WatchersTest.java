package org.packetboat.app.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.status.StatusEvent;

class WatchersTest {
    private static final StatusEvent EVENT = new StatusEvent.Trouble(Instant.parse("2026-11-29T12:00:00Z"), "a test");

    /** Told outside a batch, the event's bug would end the node's thread. */
    @Test
    void whoFailsKeepsAnEventFromNobodyAndTheNodeFromNothing() {
        List<String> heard = new ArrayList<>();
        Watchers watchers = new Watchers(List.of(_ -> heard.add("first"), _ -> {
            heard.add("second");
            throw new IllegalStateException("a bug");
        }, _ -> heard.add("third")));
        watchers.on(EVENT);
        watchers.on(EVENT);
        assertEquals(List.of("first", "second", "third", "first", "second", "third"), heard);
    }
}

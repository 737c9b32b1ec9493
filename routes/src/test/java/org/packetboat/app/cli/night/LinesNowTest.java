package org.packetboat.app.cli.night;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.forward.DeadLine;

class LinesNowTest {
    private static final Instant LATER = Instant.parse("2026-11-20T22:00:00Z");

    @Test
    void planDoesWithoutDeadLinesButNotWithoutTheNetworkThatIsAlwaysThere() {
        DeadLine modem = new DeadLine("east", "line1", LATER);
        LinesNow lines = LinesNow.without(List.of(modem, new DeadLine("west", "ip", LATER)), List.of("first"));
        assertEquals(List.of(modem), lines.dead());
        assertEquals(3, lines.notes().size());
    }
}

package org.packetboat.app.cli.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.packetboat.connectors.jmx.BatchSiteRow;

class BoardTextTest {
    private static final Instant NOW = Instant.parse("2026-11-21T03:00:00Z");
    private static final BatchSiteRow BOSTON = row("boston.example.com", "delivered", 100, "", "2026-11-21T02:59:00Z",
            "");
    private static final BatchSiteRow DENVER = row("denver.example.com", "sending", 54, "2026-11-21T03:00:09Z", "", "");
    private static final BatchSiteRow SEATTLE = row("seattle.example.com", "waiting", 0, "2026-11-22T03:00:00Z", "",
            "451 4.4.1 no carrier");
    private static final BatchSiteRow MIAMI = row("miami.example.com", "failed", 0, "", "2026-11-21T02:00:00Z",
            "550 5.1.1 nobody");

    private final BoardText text = new BoardText(ZoneOffset.UTC);

    private static BatchSiteRow row(String domain, String state, long done, String expected, String settled,
            String reply) {
        return new BatchSiteRow(domain, "site", state, 1, done, 100, "", expected, settled, reply, "000001.0");
    }

    @Test
    void headlineTellsHowFarAllOfItIs() {
        assertEquals("spring  [=====================>        ] 75 %  1 of 2 delivered, 1 waiting",
                text.headline("spring",
                        List.of(BOSTON, row("d.example", "waiting", 50, "", "", ""))));
        assertEquals("spring  [==============================] 100 %  1 of 1 delivered",
                text.headline("spring", List.of(BOSTON)));
    }

    @Test
    void whatIsOnTheLineAndWhatFailedStandsFirst() {
        assertEquals(List.of("denver.example.com   sending    [====>     ]  54 %  until 03:00:09",
                "miami.example.com    failed                         550 5.1.1 nobody",
                "seattle.example.com  waiting                        expected Sun 22 Nov 03:00  451 4.4.1 no carrier",
                "boston.example.com   delivered                      at 02:59:00"),
                text.sites(List.of(BOSTON, DENVER, SEATTLE, MIAMI), 10, NOW));
    }

    @Test
    void whatDoesNotFitIsCounted() {
        assertEquals(List.of("denver.example.com   sending    [====>     ]  54 %  until 03:00:09", "... and 3 more"),
                text.sites(List.of(BOSTON, DENVER, SEATTLE, MIAMI), 2, NOW));
    }
}

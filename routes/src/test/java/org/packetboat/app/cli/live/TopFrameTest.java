package org.packetboat.app.cli.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;
import org.packetboat.connectors.jmx.BatchRow;
import org.packetboat.connectors.jmx.DomainRow;
import org.packetboat.connectors.jmx.RouteRow;
import org.packetboat.connectors.jmx.ServerMXBean.DomainPage;
import org.packetboat.connectors.jmx.SessionRow;

/** A night on a small screen. */
class TopFrameTest {
    private static final Instant NOW = Instant.parse("2026-11-30T03:00:00Z");

    private static RouteRow route(int i, long depth) {
        return new RouteRow("site" + i, "s" + i + ".example", "line1", "night", "unavailable", 16,
                "2026-11-30T22:00:00Z", "", depth, false, "451 4.4.1 " + "no answer ".repeat(20), 0, 0, 0, 0, 0, "", "",
                "", "", "");
    }

    private static SessionRow session(int i) {
        return new SessionRow("site" + i, "line1", "2026-11-30T02:55:00Z", 3, 3000, "1ABC.0", 42_000, 100_000,
                "2026-11-30T03:10:00Z", "line1", "555", "calling", 960, 1, 1, 1, 0, "zstd", 90, false);
    }

    private static ServerNow server(Instant at, long delivered, int problems, int sessions, int sites) {
        return new ServerNow(at, "hub.example.com", "2026-11-27T01:00:00Z",
                new ServerNow.Counts(1234, 5_600_000_000L, 2000, delivered, 7, 1, 0),
                IntStream.range(0, problems).mapToObj(i -> "problem " + i).toList(), List.of(),
                IntStream.range(0, sessions).mapToObj(TopFrameTest::session).toList(),
                IntStream.range(0, sites).mapToObj(i -> route(i, i + 1)).toList(),
                List.of(new BatchRow("spring-prices", "2026-11-30T01:00:00Z", 31, 12, 19, 2, 1, "stage 1 of 3", 0)),
                List.of(), new DomainPage(40, List.of(new DomainRow("ny.example.com", "ny", "closed", 16, 3, 3000,
                        "2026-11-29T22:48:00Z", "", "", "", "", "")), ""));
    }

    private static List<String> lines(ServerNow now, Optional<ServerNow> before, int columns, int rows) {
        return new TopFrame(columns, rows, ZoneOffset.UTC).lines(now, before).stream()
                .map(AttributedString::toString).toList();
    }

    @Test
    void tellsWhatWaitsWhatIsWrongAndHowFarItIs() {
        List<String> lines = lines(server(NOW, 1100, 1, 1, 2),
                Optional.of(server(NOW.minusSeconds(10), 1000, 1, 1, 2)), 200, 100);
        assertEquals("hub.example.com  up 3 d 2 h  Mon 03:00:00", lines.getFirst());
        assertEquals("waiting 1234 envelopes, 5600 MB for 40 domains; oldest 4 h 12 min (ny.example.com)",
                lines.get(1));
        assertTrue(lines.get(2).startsWith("so far 2000 accepted, 1100 delivered (10.0/s), 7 deferred"), lines.get(2));
        assertTrue(lines.containsAll(List.of("PROBLEMS", "problem 0", "SESSIONS", "BIG SENDS", "SITES WITH MAIL")),
                lines::toString);
        assertTrue(lines.stream().anyMatch(l -> l.startsWith("site0") && l.contains("[=====       ] 42 % of 100 KB")
                && l.contains("until Mon 03:10:00")), lines::toString);
        assertTrue(lines.stream().anyMatch(l -> l.contains("61 %  12 of 31 wait, 2 late, 1 failed  stage 1 of 3")),
                lines::toString);
        assertTrue(lines.get(lines.size() - 2).startsWith("site1"), lines::toString); // the most mail first
    }

    @Test
    void aSmallScreenIsEnoughForAHubInTrouble() {
        for (int rows : List.of(24, 10, 6, 1)) {
            List<String> lines = lines(server(NOW, 0, 50, 40, 1000), Optional.empty(), 80, rows);
            assertTrue(lines.size() <= Math.max(6, rows), rows + ": " + lines);
            assertTrue(lines.stream().allMatch(l -> l.length() <= 80), lines::toString);
        }
        List<String> lines = lines(server(NOW, 0, 50, 40, 1000), Optional.empty(), 80, 24);
        assertEquals(24, lines.size());
        assertTrue(lines.containsAll(List.of("PROBLEMS", "SESSIONS", "BIG SENDS", "SITES WITH MAIL")), lines::toString);
        assertTrue(lines.contains("... and 48 more"), lines::toString);
    }

    @Test
    void whatIsNotThereTakesNoLine() {
        List<String> lines = lines(server(NOW, 0, 0, 0, 0), Optional.empty(), 80, 24);
        assertTrue(lines.contains("none under way"), lines::toString);
        assertTrue(lines.stream().noneMatch(l -> l.equals("PROBLEMS") || l.equals("SITES WITH MAIL")), lines::toString);
    }
}

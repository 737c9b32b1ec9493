package org.packetboat.app;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The timetable is made by what is queued, which lasts, and not by what happened since the start: a server that was
 * killed has one again, and one whose schedule changed has another. Seen by when two sites of one server are expected
 * to have their mail: one after the other, and not both at the opening of their window.
 */
class ReplanningIT {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    @TempDir
    Path folder;

    private static String schedule(Instant opens) {
        return """
                zone: UTC
                windows: { night: { open: "%s", close: "%s" } }
                links: { net: { kind: uucp-tcp, rate: 100B/s } }
                routes:
                  - { site: one, domains: one.example, window: night, link: net, host: 127.0.0.1, port: 9, node: one }
                  - { site: two, domains: two.example, window: night, link: net, host: 127.0.0.1, port: 9, node: two }
                """.formatted(TIME.format(opens), TIME.format(opens.plus(2, ChronoUnit.HOURS)));
    }

    private static void awaitOneAfterTheOther(Home home, Instant opens) {
        await().atMost(ServerProcess.PATIENCE).untilAsserted(() -> {
            Home.Said said = home.run("batch", "prices", "--json");
            List<Instant> expected = NightTold.rows(said).stream()
                    .map(row -> Instant.parse(row.get("expected").asText())).sorted().toList();
            assertEquals(2, expected.size(), said::all);
            assertTrue(!expected.getFirst().isBefore(opens)
                    && expected.getFirst().isBefore(opens.plus(1, ChronoUnit.HOURS)), said::all);
            assertTrue(Duration.between(expected.getFirst(), expected.getLast()).toSeconds() > 60, said::all);
        });
    }

    @Test
    void timetableIsMadeAnewAfterARestartAndForAnotherSchedule() throws IOException {
        Instant opens = Instant.now().plus(6, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);
        Home home = new Home(folder).withUsualConfiguration("").with("schedules/night.yaml", schedule(opens));
        Path prices = Files.writeString(folder.resolve("prices"), "Subject: Prices\n\n" + "Bread 1.20\n".repeat(1000));
        try (ServerProcess server = ServerProcess.start(home)) {
            assertEquals(0, home.run("submit", "--from", "hq@hub.example.com", "--batch", "prices", "--to",
                    "desk@one.example", "--to", "desk@two.example", prices.toString()).exit());
            awaitOneAfterTheOther(home, opens);
            server.kill();
        }
        try (ServerProcess again = ServerProcess.start(home)) {
            awaitOneAfterTheOther(home, opens);
            Instant later = opens.plus(3, ChronoUnit.HOURS);
            home.with("schedules/night.yaml", schedule(later));
            awaitOneAfterTheOther(home, later);
            assertTrue(again.isAlive());
        }
    }
}

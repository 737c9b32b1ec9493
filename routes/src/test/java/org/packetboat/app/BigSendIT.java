package org.packetboat.app;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A big send on a running server, as the head office does it. */
class BigSendIT {
    private static final int BRANCHES = 3000;

    @TempDir
    Path folder;
    private Home home;
    private ServerProcess server;
    private Path prices;

    @BeforeEach
    void start() throws IOException {
        String members = IntStream.range(0, BRANCHES).mapToObj(i -> "desk@b" + i + ".far.example")
                .collect(Collectors.joining(", "));
        home = new Home(folder).withUsualConfiguration("aliases: aliases.yaml\noperator: op@hub.example.com\n")
                .with("aliases.yaml", "all-branches: [" + members + "]\nhere: [anna@hub.example.com]\n")
                .with("schedules/far.yaml", """
                        zone: UTC
                        windows: { shut: { cron: "SHUT", for: 1s } }
                        routes:
                          - { site: far, domains: ["*.far.example"], window: shut, host: 127.0.0.1, port: 9 }
                        """);
        server = ServerProcess.start(home);
        prices = Files.writeString(folder.resolve("prices"), "Bread 1.20\n");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Home.Said submit(String... more) {
        List<String> all = new ArrayList<>(List.of("--from", "hq@hub.example.com"));
        all.addAll(List.of(more));
        all.add(prices.toString());
        return home.run("submit", all.toArray(String[]::new));
    }

    @Test
    void goesToThousandsOfSitesAndIsFollowedToTheEnd() throws IOException {
        assertEquals(0,
                submit("--batch", "spring-prices", "--to-group", "all-branches,Here", "--priority", "3").exit());
        await().atMost(ServerProcess.PATIENCE).untilAsserted(() -> assertEquals(1, home.mailOf("anna").size()));
        await().atMost(ServerProcess.PATIENCE).untilAsserted(() -> assertEquals(1,
                listed().get("delivered").asInt()));
        JsonNode batch = listed();
        assertEquals(BRANCHES + 1, batch.get("sites").asInt());
        assertEquals(BRANCHES, batch.get("waiting").asInt());
        Home.Said board = home.run("batch", "spring-prices");
        assertEquals("spring-prices  [                              ] 0 %  1 of 3001 delivered, 3000 waiting",
                board.lines().getFirst());
        assertTrue(board.lines().getLast().matches("hub.example.com +delivered +at \\d\\d:\\d\\d:\\d\\d"), board::out);
        assertEquals(BRANCHES + 1, home.run("batch", "spring-prices", "--json").lines().size());
        JsonNode envelope = new ObjectMapper().readTree(home.run("queue", "--json", "b7.far.example").out());
        assertEquals("spring-prices", envelope.get("batch").asText());
        assertEquals(3, envelope.get("priority").asInt());
        server.kill();
        server = ServerProcess.start(home);
        assertEquals(BRANCHES, listed().get("waiting").asInt());
        assertEquals("deleted " + BRANCHES, home.run("delete", "ALL").out().strip());
        Home.Said end = home.run("batch", "spring-prices", "--watch");
        assertEquals(1, end.exit(), end::all);
        assertTrue(end.out().contains("1 of 3001 delivered, 3000 failed"), end::all);
    }

    /** The night is watched from one terminal, whatever becomes of the server meanwhile. */
    @Test
    void isWatchedOverARestart() throws Exception {
        assertEquals(0, submit("--to", "desk@b1.far.example", "--batch", "tonight").exit());
        StringBuffer seen = new StringBuffer();
        try (var watcher = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> exit = watcher.submit(() -> home.following(seen, "batch", "tonight", "--watch"));
            await().atMost(ServerProcess.PATIENCE).until(() -> seen.toString().contains("1 waiting"));
            server.kill();
            await().atMost(ServerProcess.PATIENCE).until(() -> seen.toString().contains("when the server ended"));
            assertEquals(3, home.run("batch", "tonight").exit());
            assertEquals(3, home.run("batch", "tonight", "--watch").exit());
            server = ServerProcess.start(home);
            assertEquals("deleted 1", home.run("delete", "ALL").out().strip());
            assertEquals(1, exit.get(ServerProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS), seen::toString);
        }
        assertTrue(seen.toString().lines().toList().getLast().contains("1 failed"), seen::toString);
    }

    @Test
    void isNamedByAHeaderToo() throws IOException {
        prices = Files.writeString(folder.resolve("letter"), "X-Big-Send: autumn\nSubject: Prices\n\nBread\n");
        assertEquals(0, submit("--to", "anna@hub.example.com").exit());
        await().atMost(ServerProcess.PATIENCE)
                .untilAsserted(() -> assertEquals("autumn", listed().get("name").asText()));
    }

    @Test
    void whatIsNotInTimeIsReturnedOrToldOf() {
        submitSoon("--to", "desk@b1.far.example", "--batch", "a", "--or-return");
        submitSoon("--to", "desk@b2.far.example", "--batch", "b");
        await().atMost(ServerProcess.PATIENCE).untilAsserted(() -> assertEquals(2, home.mailOf("hq").size()));
        assertTrue(home.run("batch", "a").out().contains("failed"));
        assertTrue(home.run("batch", "b").out().contains("overdue"));
    }

    /** To be delivered as soon as it can still be taken in: a busy machine takes its time. */
    private void submitSoon(String... more) {
        List<String> all = new ArrayList<>(List.of(more));
        all.addAll(List.of("--deliver-by", ""));
        Home.Said said;
        long seconds = 1;
        do {
            seconds *= 2;
            all.set(all.size() - 1, Instant.now().plusSeconds(seconds).toString());
            said = submit(all.toArray(String[]::new));
        } while (said.err().contains("has passed") && seconds < 100);
        assertEquals(0, said.exit(), said::all);
    }

    @Test
    void saysWhatIsWrong() {
        String no = submit("--to-group", "all-branch").err();
        assertTrue(no.contains("found no group \"all-branch\" in") && no.contains("did you mean all-branches?"), no);
        assertTrue(submit().err().contains("no recipient; expected --to or --to-group"));
        assertTrue(submit("--to", "a@b1.far.example", "--deliver-by", "2020-01-01T00:00:00Z").err()
                .contains("deliver-by 2020-01-01T00:00:00Z has passed; send it without, or with a later one"));
        assertTrue(submit("--to", "a@b1.far.example", "--deliver-by", "soon").err()
                .contains("--deliver-by: found \"soon\"; expected a time such as"));
        assertTrue(
                submit("--to", "a@b1.far.example", "--or-return").err().contains("--or-return without --deliver-by"));
        assertTrue(submit("--to", "a@b1.far.example", "--deliver-by", "2099-01-01T00:00:00Z", "--not-before",
                "2099-01-02T00:00:00Z").err().contains("leaves no time until deliver-by"));
        assertTrue(submit("--to", "a@b1.far.example", "--priority", "10").err().contains("priority is 10"));
        home.with("aliases.yaml", "gone: [desk@gone.example]\n");
        await().atMost(ServerProcess.PATIENCE).untilAsserted(() -> assertTrue(submit("--to-group", "gone").err()
                .contains("No route to desk@gone.example, which is part of this name")));
        Home.Said unknown = home.run("batch", "winter");
        assertEquals(1, unknown.exit());
        assertTrue(unknown.err().contains("no big send is called \"winter\""), unknown::err);
        assertEquals("no big send is known", home.run("batch").out().strip());
    }

    private JsonNode listed() throws IOException {
        Home.Said said = home.run("batch", "--json");
        assertEquals(1, said.lines().size(), said::all);
        return new ObjectMapper().readTree(said.out());
    }
}

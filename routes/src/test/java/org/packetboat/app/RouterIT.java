package org.packetboat.app;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Three servers on a network: two with a line to New York, one without. The one without sends by the better router, by
 * the other when the first loses its line in the middle of a session, and by the first again when that is back.
 */
class RouterIT {
    private static final int BATCH = 30;
    private static final int LETTER_SIZE = 60_000;
    private static final int LINE_KBIT = 1500;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Pattern SUBJECT = Pattern.compile("^Subject: (\\S+)", Pattern.MULTILINE);

    @TempDir
    Path folder;
    private final List<ServerProcess> servers = new ArrayList<>();
    private Namespaces machines;
    private Home ny;
    private Home branch;

    @BeforeEach
    void plugIn() {
        machines = new Namespaces();
        machines.network("lan");
        List.of("better", "other", "branch", "ny").forEach(machines::machine);
        machines.plug("better", "lan", "10.77.0.1/24");
        machines.plug("other", "lan", "10.77.0.2/24");
        machines.plug("branch", "lan", "10.77.0.3/24");
        machines.line("better", "10.77.1.1/24", "ny", "10.77.1.9/24", LINE_KBIT);
        machines.line("other", "10.77.2.1/24", "ny", "10.77.2.9/24", LINE_KBIT);
    }

    private void startServers(String more) {
        ny = server("ny", "local-domains: [ny.example.com]\n", "");
        server("better", router() + more, route("10.77.1.9", 2));
        server("other", router() + more, route("10.77.2.9", 4));
        branch = server("branch", router() + more, "");
    }

    private static String router() {
        return """
                router:
                  listen: "0.0.0.0:4463"
                  neighbours: ["10.77.0.255:4463"]
                  key: "a key that all of these servers share"
                """;
    }

    private static String route(String host, int cost) {
        return """
                routes:
                  - site: new-york
                    domains: ny.example.com
                    hosts: [%s]
                    probe: { every: 500ms, timeout: 2s, down-after: 2, up-after: 2 }
                    cost: %d
                """.replace("500ms", "1s").formatted(host, cost);
    }

    private Home server(String name, String more, String schedule) {
        Home home = new Home(folder.resolve(name)).with("packetboat.yaml", """
                server: %s.example.com
                data: data
                schedules: [schedules/]
                smtp: { listen: "0.0.0.0:25", relay-from: ["10.77.0.0/16"] }
                msfsleep: 1s
                msfrsleep: 1
                """.formatted(name) + more);
        if (!schedule.isEmpty()) home.with("schedules/lines.yaml", schedule);
        servers.add(ServerProcess.startThrough(machines.on(name), home, "server.log"));
        return home;
    }

    @AfterEach
    void stop() {
        servers.forEach(ServerProcess::close);
        if (machines != null) machines.close();
    }

    /** Hands letters of these names over at the branch. */
    private void submit(List<String> names) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(machines.on("branch"));
        command.addAll(ServerProcess.program("submit", "--config", branch.configuration().toString(), "--from",
                "ann@branch.example.com", "--to", "desk@ny.example.com"));
        for (String name : names) {
            command.add(Files.writeString(folder.resolve(name), "Subject: " + name + "\n\n"
                    + ("x".repeat(78) + "\n").repeat(LETTER_SIZE / 79)).toString());
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(folder.resolve("submit.log").toFile()).start();
        assertTrue(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        assertEquals(0, process.exitValue(), Files.readString(folder.resolve("submit.log")));
    }

    private static List<String> letters(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
    }

    private List<String> arrived() {
        return ny.mailOf("desk").stream().map(mail -> SUBJECT.matcher(mail).results().map(m -> m.group(1))
                .findFirst().orElse("?")).sorted().toList();
    }

    /** By which servers a letter came. */
    private String way(String name) {
        String mail = ny.mailOf("desk").stream().filter(m -> m.contains("Subject: " + name + "\n")
                || m.contains("Subject: " + name + "\r")).findFirst().orElseThrow();
        return Pattern.compile("\\tby (\\w+)\\.example\\.com").matcher(mail).results()
                .map((MatchResult m) -> m.group(1)).collect(Collectors.joining(" from "));
    }

    private void awaitArrival(int count) {
        await().atMost(PATIENCE).untilAsserted(() -> assertTrue(arrived().size() >= count,
                () -> arrived().size() + " of " + count + " came\n" + logs()));
    }

    private String logs() {
        return servers.stream().map(ServerProcess::log).collect(Collectors.joining("\n-----\n"));
    }

    /** Also where each machine has several forwarders. */
    @ParameterizedTest
    @ValueSource(strings = {"", "servers: [{ name: one }, { name: two }]\n"})
    void mailGoesByTheBetterRouterByTheOtherWhenThatLosesItsLineAndBack(String forwarders)
            throws IOException, InterruptedException {
        startServers(forwarders);
        submit(List.of("first"));
        awaitArrival(1);
        assertEquals("ny from better", way("first"));

        submit(letters("letter", BATCH));
        awaitArrival(5);
        machines.in("better", "ip", "link", "set", "to-ny", "down");
        assertTrue(arrived().size() < BATCH, "the line was lost in the middle");
        awaitArrival(BATCH + 1);
        assertEquals(new TreeSet<>(letters("letter", BATCH)),
                arrived().stream().filter(name -> name.startsWith("letter"))
                        .collect(Collectors.toCollection(TreeSet::new)),
                "nothing lost");
        submit(List.of("second"));
        awaitArrival(BATCH + 2);
        assertEquals("ny from other", way("second"));

        machines.in("better", "ip", "link", "set", "to-ny", "up");
        servers.get(1).awaitLog("event=host-up-again");
        await().atMost(PATIENCE).until(() -> {
            String name = "back" + System.nanoTime();
            int before = arrived().size();
            submit(List.of(name));
            awaitArrival(before + 1);
            return way(name).equals("ny from better");
        });
        assertEquals(List.of(), twice(), "nothing twice");
    }

    private List<String> twice() {
        return arrived().stream().filter(name -> Collections.frequency(arrived(), name) > 1).distinct().toList();
    }
}

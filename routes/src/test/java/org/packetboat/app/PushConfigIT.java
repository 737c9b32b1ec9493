package org.packetboat.app;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.connectors.ports.FreePorts;

/** A hub configures a branch from afar: both are real servers, and mail is all that goes between them. */
class PushConfigIT {
    private static final String HUB = """
            server: hub.example.com
            data: data
            local-domains: [hub.example.com]
            smtp: { listen: "127.0.0.1:%d" }
            fleet: { branches: branches }
            """;
    private static final String BRANCH = """
            server: denver.example.com
            data: %s
            local-domains: [denver.example.com]
            smtp: { listen: "127.0.0.1:%d" }
            fleet: { report-to: hq, configured-by: %s }
            """;

    @TempDir
    Path folder;
    private final List<ServerProcess> servers = new ArrayList<>();
    private Home hub;
    private Home branch;
    private int hubPort;
    private int branchPort;
    private String hubKey;

    @AfterEach
    void stop() throws IOException {
        for (ServerProcess server : servers)
            server.close();
    }

    private void begin() throws IOException {
        hubPort = FreePorts.one();
        branchPort = FreePorts.one();
        hub = new Home(Files.createDirectory(folder.resolve("hub"))).with("packetboat.yaml", HUB.formatted(hubPort))
                .with("schedules/routes.yaml", route("denver", "denver.example.com", branchPort));
        Files.createDirectories(hub.folder().resolve("branches/denver/schedules"));
        hubKey = hub.run("fleet-key").out().strip();
        branch = new Home(Files.createDirectory(folder.resolve("branch"))).with("packetboat.yaml", branchYaml(""))
                .with("schedules/routes.yaml", route("hq", "\"*\"", hubPort));
        hub.with("branches/denver.key", branch.run("fleet-key").out());
        servers.add(ServerProcess.start(hub));
        servers.add(ServerProcess.start(branch));
    }

    private static String route(String site, String domain, int port) {
        return "routes: [{ site: %s, domains: [%s], host: 127.0.0.1, port: %d, msfsleep: 1s, msfrsleep: 1 }]\n"
                .formatted(site, domain,
                        port);
    }

    private String branchYaml(String more) {
        return BRANCH.formatted(folder.resolve("branch/data"), branchPort, hubKey) + more;
    }

    private void push(String yaml, int port) throws IOException {
        hub.with("branches/denver/packetboat.yaml", yaml).with("branches/denver/schedules/routes.yaml",
                route("hq", "\"*\"", port));
        Home.Said said = hub.run("push-config", "denver");
        assertTrue(said.out().contains("waits in the queue"), said::all);
    }

    private void becomes(String state) {
        await().atMost(ServerProcess.PATIENCE)
                .untilAsserted(() -> assertTrue(answer().contains(state), this::answer));
    }

    private String answer() {
        return hub.run("push-config", "denver", "--answer").all();
    }

    private Path state() {
        return folder.resolve("branch/data/config/state");
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.toList()) {
                Path copy = to.resolve(from.relativize(each).toString());
                if (!Files.isDirectory(copy)) Files.copy(each, copy, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private void init(Home home, String... options) {
        List<String> line = new ArrayList<>(List.of("init", home.folder().toString(), "--yes", "--offline"));
        line.addAll(List.of(options));
        Home.Said said = Home.anywhere(line.toArray(String[]::new));
        assertEquals(0, said.exit(), said::all);
    }

    /** Two times {@code init}, one copy: then the head office changes what it has of the branch, and sends it. */
    @Test
    void twoServersMadeByInitAreReady() throws IOException {
        hub = new Home(folder.resolve("hub"));
        branch = new Home(folder.resolve("branch"));
        hubPort = FreePorts.one();
        branchPort = FreePorts.one();
        init(hub, "--role", "hub", "--name", "hub.example.com", "--listen", "127.0.0.1:" + hubPort, "--window",
                "00:00-24:00", "--branch", "denver.example.com=127.0.0.1:" + branchPort);
        init(branch, "--role", "branch-ip", "--name", "denver.example.com", "--listen", "127.0.0.1:" + branchPort,
                "--smarthost", "127.0.0.1:" + hubPort, "--hub-key", hub.folder().resolve("fleet.pub").toString());
        copy(branch.folder().resolve("at-hub"), hub.folder().resolve("branches"));
        servers.add(ServerProcess.start(hub));
        servers.add(ServerProcess.start(branch));
        Path file = hub.folder().resolve("branches/denver/packetboat.yaml");
        Files.writeString(file, Files.readString(file).replace("msfsleep: 10s", "msfsleep: 7s"));
        Home.Said said = hub.run("push-config", "denver");
        assertTrue(said.out().contains("waits in the queue"), said::all);
        becomes("in force");
        Path inForce = branch.data().resolve("config");
        try (Stream<Path> versions = Files.walk(inForce)) {
            Path pushed = versions.filter(path -> path.endsWith("packetboat.yaml")).findFirst().orElseThrow();
            assertTrue(Files.readString(pushed).contains("msfsleep: 7s"), () -> "not what was sent: " + pushed);
        }
        assertEquals(0, branch.run("status").exit());
    }

    /**
     * A version that knows nothing of this keeps such mail in a mailbox as any other, as a server does now that nobody
     * may configure. Nothing in it can be read there; the head office is not told that it was put in force.
     */
    @Test
    void aBranchThatKnowsNothingOfItKeepsAMailThatNobodyCanRead() throws IOException {
        begin();
        ServerProcess old = servers.removeLast();
        old.close();
        branch.with("packetboat.yaml", branchYaml("").replaceAll("(?m)^fleet:.*\\n", ""));
        servers.add(ServerProcess.start(branch));
        push(branchYaml("operator: secret-boss@hub.example.com\n"), hubPort);
        await().atMost(ServerProcess.PATIENCE).until(() -> branch.mailOf("packetboat-config").size() == 1);
        String mail = branch.mailOf("packetboat-config").getFirst();
        assertTrue(mail.contains("Subject: Configuration ") && !mail.contains("secret-boss"), mail);
        assertFalse(Files.exists(branch.data().resolve("config")));
        assertTrue(answer().contains("no answer yet") && answer().contains("of a version that can't"), this::answer);
        assertEquals(0, branch.run("status").exit());
    }

    @Test
    void itIsPutInForceOrRefusedWithReasonsOrRevertedByItself() throws IOException {
        begin();
        push(branchYaml("operator: boss@hub.example.com\n"), hubPort);
        becomes("in force");
        await().atMost(ServerProcess.PATIENCE)
                .untilAsserted(() -> assertTrue(Files.readString(state()).contains("\"onTrial\":false")));
        push(branchYaml("msfsleep: soon\n"), hubPort);
        becomes("refused");
        assertTrue(answer().contains("packetboat.yaml:6:11: msfsleep"), this::answer);
        // a port at which nobody answers: the answer waits until the branch has gone back
        int nobody = FreePorts.one();
        push(branchYaml("msfsleep: 1s\n"), nobody);
        becomes("reverted");
        assertTrue(answer().contains("calls with the hub failed"), this::answer);
        assertEquals(0, branch.run("status").exit(), "the branch goes on with what worked before");
    }
}

package org.packetboat.app;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network that a link brings into reach, with servers on it that the hub does not know. */
class AskedServersIT {
    @TempDir
    Path folder;
    private final List<ServerProcess> servers = new ArrayList<>();
    private Namespaces machines;

    @AfterEach
    void stop() {
        servers.forEach(ServerProcess::close);
        if (machines != null) machines.close();
    }

    private Home server(String name, String local) {
        Home home = new Home(folder.resolve(name)).with("packetboat.yaml", """
                server: %s.example.com
                data: data
                schedules: [schedules/]
                local-domains: [%s]
                smtp: { listen: "0.0.0.0:25" }
                msfsleep: 1s
                msfrsleep: 1
                router: { neighbours: ["127.0.0.1:4463"], key: "a key that all of these servers share" }
                """.formatted(name, local));
        if (name.equals("hub")) home.with("schedules/far.yaml", """
                links:
                  sat: { kind: command, up: [ip, link, set, lan0, up], down: [ip, link, set, lan0, down],
                         interface: lan0, route-timeout: 20s }
                routes:
                  - { site: far, domains: "*.far.example.com", link: sat, hosts: { ask: "10.78.0.255:4463" } }
                """);
        servers.add(ServerProcess.startThrough(machines.on(name), home, "server.log"));
        return home;
    }

    private void submit(Home hub, String to) throws Exception {
        List<String> command = new ArrayList<>(machines.on("hub"));
        command.addAll(ServerProcess.program("submit", "--config", hub.configuration().toString(), "--from",
                "ann@hub.example.com", "--to", to,
                Files.writeString(folder.resolve("mail"), "Subject: hi\n\nhello\n").toString()));
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertTrue(process.waitFor(ServerProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS));
        assertEquals(0, process.exitValue());
    }

    private void awaitMail(Home home) {
        await().atMost(ServerProcess.PATIENCE).untilAsserted(() -> assertEquals(1, home.mailOf("desk").size(),
                () -> servers.stream().map(ServerProcess::log).collect(Collectors.joining("\n-----\n"))));
    }

    @Test
    void mailGoesToTheServerThatAnswersForItsDomain() throws Exception {
        machines = new Namespaces();
        machines.network("lan");
        List.of("hub", "ny", "la").forEach(machines::machine);
        machines.plug("hub", "lan", "10.78.0.1/24");
        machines.plug("ny", "lan", "10.78.0.2/24");
        machines.plug("la", "lan", "10.78.0.3/24");
        machines.in("hub", "ip", "link", "set", "lan0", "down");
        Home hub = server("hub", "hub.example.com");
        Home ny = server("ny", "ny.far.example.com");
        Home la = server("la", "la.far.example.com");
        submit(hub, "desk@la.far.example.com");
        submit(hub, "desk@ny.far.example.com");
        awaitMail(ny);
        awaitMail(la);
        submit(hub, "desk@sf.far.example.com");
        servers.getFirst().awaitLog("no server on the network answers for sf.far.example.com");
    }
}

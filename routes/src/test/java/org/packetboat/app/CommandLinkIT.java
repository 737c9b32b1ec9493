package org.packetboat.app;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.connectors.ports.FreePorts;

/** A link that commands switch on and off, in the real program. */
class CommandLinkIT {
    @TempDir
    Path folder;

    @Test
    void linkIsUpForAsLongAsThereIsMailAndIsAskedWhileItIs() throws Exception {
        Path up = folder.resolve("up");
        try (SmtpSink branch = new SmtpSink(_ -> false)) {
            Home hub = new Home(Files.createDirectory(folder.resolve("hub"))).withUsualConfiguration("").with(
                    "schedules/route.yaml",
                    """
                            links:
                              sat: { kind: command, up: [sh, -c, "echo {site} >UP"], down: [rm, UP], status: [test, -e, UP],
                                     interface: lo, route-timeout: 2s, status-interval: 1s }
                            routes:
                              - { site: ship, domains: [ship.example.com], link: sat, host: 127.0.0.1, port: PORT }
                            """
                            .replace("UP", up.toString()).replace("PORT", String.valueOf(branch.port())));
            try (ServerProcess _ = ServerProcess.start(hub)) {
                assertFalse(Files.exists(up));
                assertTrue(hub.run("status").out().contains("available"));
                Path mail = Files.writeString(folder.resolve("mail"), "Subject: hi\r\n\r\nhello\r\n");
                Home.Said said = hub.run("submit", "--from", "a@hub.example.com", "--to", "b@ship.example.com",
                        mail.toString());
                assertEquals(0, said.exit(), said::all);
                await().atMost(ServerProcess.PATIENCE).until(() -> branch.arrivals().size() == 1);
                await().atMost(ServerProcess.PATIENCE).until(() -> !Files.exists(up));
            }
        }
    }

    private Home hub(String hosts) throws Exception {
        return new Home(Files.createDirectory(folder.resolve("hub"))).withUsualConfiguration("").with(
                "schedules/route.yaml",
                """
                        links:
                          sat: { kind: command, up: [touch, UP], down: [rm, UP], interface: lo, route-timeout: 20s }
                        routes:
                          - { site: ship, domains: [ship.example.com], link: sat, hosts: [HOSTS], tls: "off",
                              probe: { every: 1s, timeout: 8s, down-after: 1, up-after: 1 } }
                        """
                        .replace("UP", folder.resolve("up").toString()).replace("HOSTS", hosts));
    }

    private static String host(int port, int preference) {
        return "{ host: 127.0.0.1, port: %d, preference: %d }".formatted(port, preference);
    }

    private void submit(Home hub) throws Exception {
        Path mail = Files.writeString(folder.resolve("mail"), "Subject: hi\r\n\r\nhello\r\n");
        Home.Said said = hub.run("submit", "--from", "a@hub.example.com", "--to", "b@ship.example.com",
                mail.toString());
        assertEquals(0, said.exit(), said::all);
    }

    /** The preferred host takes connections, and says nothing. */
    @Test
    void sessionFallsToTheNextHostWhenOneDoesNotGreet() throws Exception {
        try (ServerSocket silent = new ServerSocket(0); SmtpSink branch = new SmtpSink(_ -> false)) {
            Home hub = hub(host(silent.getLocalPort(), 1) + ", " + host(branch.port(), 2));
            try (ServerProcess server = ServerProcess.start(hub)) {
                submit(hub);
                await().atMost(ServerProcess.PATIENCE).until(() -> branch.arrivals().size() == 1);
                server.awaitLog("event=host-down host=127.0.0.1:" + silent.getLocalPort());
                await().atMost(ServerProcess.PATIENCE).until(() -> !Files.exists(folder.resolve("up")));
            }
        }
    }

    @Test
    void siteWhoseHostsAreAllDownSaysSo() throws Exception {
        int nobody = FreePorts.one();
        Home hub = hub(host(nobody, 1) + ", " + host(nobody, 2));
        try (ServerProcess server = ServerProcess.start(hub)) {
            submit(hub);
            server.awaitLog("none of the site's 2 hosts can be used; the last: no connection:");
            await().atMost(ServerProcess.PATIENCE)
                    .until(() -> hub.run("queue").out().contains("none of the site's 2 hosts can be used"));
        }
    }

    @Test
    void checkNamesAProgramThatIsNotThere() throws Exception {
        Home hub = new Home(folder).withUsualConfiguration("").with("schedules/route.yaml", """
                links:
                  sat: { kind: command, up: [/nowhere/up], down: "true" }
                  isp: { kind: dialup, peer: isp }
                """).with("packetboat.yaml", Files.readString(folder.resolve("packetboat.yaml"))
                + "pppd: /nowhere/pppd\n");
        Home.Said said = hub.run("check");
        assertTrue(said.out().contains("links.sat: found that there is no program /nowhere/up"), said::all);
        assertTrue(said.out().contains("links.isp: found that there is no /nowhere/pppd: install"), said::all);
    }
}

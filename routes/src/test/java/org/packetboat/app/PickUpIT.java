package org.packetboat.app;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.packetboat.connectors.ports.FreePorts;

/** A branch calls its hub, and fetches what waits there for it in the same session. */
class PickUpIT {
    @TempDir
    Path folder;
    private Home hubHome;
    private Home branchHome;
    private ServerProcess hub;
    private ServerProcess branch;

    @BeforeEach
    void homes() throws Exception {
        hubHome = new Home(Files.createDirectory(folder.resolve("hub")));
        branchHome = new Home(Files.createDirectory(folder.resolve("branch")));
        TlsHome.certificate(hubHome.folder());
        hubHome.with("accounts", TlsHome.account("newyork", "big apple")).with("packetboat.yaml", """
                server: hub.example.com
                data: data
                local-domains: [hub.example.com]
                msfsleep: 1h
                smtp:
                  listen: "127.0.0.1:0"
                  tls: { certificate: hub.crt, key: hub.key }
                  auth-file: accounts
                pick-up: { newyork: new-york }
                """);
    }

    @AfterEach
    void stop() {
        if (branch != null) branch.close();
        if (hub != null) hub.close();
    }

    private void startHub(String hosts) {
        hubHome.with("schedules/ny.yaml",
                "routes: [{ site: new-york, domains: ny.example.com, hosts: %s }]\n".formatted(hosts));
        hub = ServerProcess.start(hubHome);
    }

    private void startBranch(String fetch, int port) {
        branchHome.with("packetboat.yaml", """
                server: ny.example.com
                data: data
                local-domains: [ny.example.com]
                smtp: { listen: "127.0.0.1:%d" }
                fetch: { hub: { %s, login: newyork, password: big apple } }
                fleet: { report-to: hub }
                """.formatted(port, fetch)).with("schedules/hub.yaml",
                "routes: [{ site: hub, domains: \"*\", host: 127.0.0.1, port: %d }]\n".formatted(hub.port()));
        branch = ServerProcess.start(branchHome);
    }

    private static void send(ServerProcess server, String to, String subject) throws Exception {
        try (SmtpTalk talk = SmtpTalk.to(server.port())) {
            talk.send("boss@hub.example.com", List.of(to),
                    ("Subject: " + subject + "\r\n\r\nHello.\r\n").getBytes(StandardCharsets.US_ASCII));
        }
    }

    private void awaitMail(Home home, String user, String subject) {
        await().atMost(ServerProcess.PATIENCE).untilAsserted(() -> assertTrue(
                home.mailOf(user).stream().anyMatch(mail -> mail.contains("Subject: " + subject)),
                () -> hub.log() + "\n----\n" + branch.log()));
    }

    @Test
    void branchThatNobodyCanCallFetchesItsMailOverTheConnectionItMade() throws Exception {
        startHub("none");
        send(hub, "desk@ny.example.com", "prices");
        startBranch("by: atrn", 0);
        send(branch, "boss@hub.example.com", "report");
        awaitMail(hubHome, "boss", "report");
        awaitMail(branchHome, "desk", "prices");
        hub.awaitLog("event=session-ended site=new-york link=smtp");
        assertEquals(1, branchHome.mailOf("desk").size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"by: etrn", "by: etrn, domains: \"@example.com\"", "by: etrn, domains: \"#new-york\""})
    void branchHasItsMailSentBeforeItWouldBeTriedAgain(String fetch) throws Exception {
        int port = FreePorts.one();
        startHub("[{ host: 127.0.0.1, port: " + port + " }]");
        send(hub, "desk@ny.example.com", "prices");
        hub.awaitLog("event=session-ended site=new-york");
        startBranch(fetch, port);
        send(branch, "boss@hub.example.com", "report");
        awaitMail(branchHome, "desk", "prices");
    }

    @Test
    void branchTellsInItsCallHowItIs() throws Exception {
        startHub("none");
        startBranch("by: atrn", 0);
        assertTrue(hubHome.run("fleet").out().contains("no branch has told"), () -> hubHome.run("fleet").all());
        await().atMost(ServerProcess.PATIENCE).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            send(branch, "boss@hub.example.com", "report");
            Home.Said fleet = hubHome.run("fleet");
            assertTrue(fleet.out().contains("new-york"), () -> fleet.all() + hub.log() + "\n----\n" + branch.log());
        });
        Home.Said fleet = hubHome.run("fleet", "--json");
        assertEquals(0, fleet.exit(), fleet::all);
        assertTrue(fleet.out().contains("\"silentWindows\":0"), fleet::all);
        hub.close();
        startHub("none");
        assertTrue(hubHome.run("fleet").out().contains("new-york"), () -> hubHome.run("fleet").all());
        assertEquals(0, hubHome.run("fleet", "--forget", "new-york").exit());
        assertTrue(hubHome.run("fleet").out().contains("no branch has told"), () -> hubHome.run("fleet").all());
    }
}

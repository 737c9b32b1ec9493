package org.packetboat.app;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.connectors.serial.HayesModem;

/**
 * A dial-up connection from end to end: two kernels, in each the program and a real pppd, and between them two modems.
 */
class PppIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String NUMBER = "5550100";
    private static final String ROUTE = """
            links:
              line1: { kind: modem, port: /dev/ttyS0, speed: 38400, flow: none }
              denver-line: { kind: dialup, modems: [line1], user: hub, password-file: password, modem-timeout: 1m,
                             route-timeout: 4s, options: [lcp-echo-interval 2, lcp-echo-failure 2] }
            routes:
              - { site: denver, domains: [denver.example.com], window: WINDOW, link: denver-line, number: 5550100,
                  port: 2525, tls: "off" }
            """;

    @TempDir Path folder;

    private final HayesModem here = new HayesModem();
    private final HayesModem there = new HayesModem();
    private Home hub;
    private Home denver;

    @BeforeAll
    static void needKernel() {
        UserModeKernel.needKernel();
    }

    @BeforeEach
    void plugIn() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        here.subscribers.put(NUMBER, there);
        there.automatic = true;
        hub = new Home(Files.createDirectory(folder.resolve("hub"))).withUsualConfiguration("")
                .with("schedules/password", "wrong\n");
        denver = new Home(Files.createDirectory(folder.resolve("denver"))).with("packetboat.yaml", """
                server: denver.example.com
                data: data
                local-domains: [denver.example.com]
                smtp: { listen: "0.0.0.0:2525" }
                """);
    }

    @AfterEach
    void unplug() {
        here.close();
        there.close();
    }

    private void route(String window) {
        hub.with("schedules/route.yaml", ROUTE.replace("WINDOW", window));
    }

    private static String program(Home home) {
        return String.join(" ", ServerProcess.program("run", "--config", home.configuration().toString()).stream()
                .map(word -> "'" + word + "'").toList()) + " >server.log 2>&1 &";
    }

    /** Waits for calls, and wants to know who is calling. */
    private String pppd() {
        return """
                echo 'hub * secret 10.64.0.1' >/etc/ppp/pap-secrets
                chmod 600 /etc/ppp/pap-secrets
                (while [ ! -e stop ]; do
                  pppd /dev/ttyS0 38400 local nodetach passive auth require-pap noipdefault lcp-echo-interval 2 \\
                    lcp-echo-failure 2 nodefaultroute 10.64.0.2:10.64.0.1 name denver
                  sleep 0.3
                done) >pppd.log 2>&1 &
                """;
    }

    private void submitBeforehand() throws Exception {
        route("{ cron: \"0 0 0 1 1 ?\", for: 1m, zone: UTC }");
        try (ServerProcess _ = ServerProcess.start(hub)) {
            Path mail = Files.writeString(folder.resolve("mail"), "Subject: prices\r\n\r\ntonight's prices\r\n");
            Home.Said said = hub.run("submit", "--from", "a@hub.example.com", "--to", "desk@denver.example.com",
                    mail.toString());
            assertEquals(0, said.exit(), said::all);
        }
        route("always");
    }

    private static String log(Home home) throws IOException {
        return Files.readString(home.folder().resolve("server.log"), StandardCharsets.ISO_8859_1);
    }

    private void awaitLog(Home home, String words) throws IOException {
        until(() -> log(home).contains(words));
    }

    private void until(Callable<Boolean> condition) throws IOException {
        try {
            await().atMost(PATIENCE).until(condition);
        } catch (ConditionTimeoutException late) {
            throw new AssertionError(log(hub) + "\n" + Files.readString(denver.folder().resolve("pppd.log"),
                    StandardCharsets.ISO_8859_1), late);
        }
    }

    @Test
    void mailGoesOverARealPppConnectionInSpiteOfAWrongPasswordAndALostCarrier() throws Exception {
        submitBeforehand();
        try (UserModeKernel _ = UserModeKernel.start(denver.folder(), there.pty.path(), pppd() + program(denver));
                UserModeKernel _ = UserModeKernel.start(hub.folder(), here.pty.path(), program(hub))) {
            awaitLog(hub, "535 5.7.8 the far side refuses our name or password");
            hub.with("schedules/password", "secret\n");
            awaitLog(hub, "event=link-up link=denver-line");
            here.dropCarrier();
            awaitLog(hub, "event=link-lost link=denver-line");
            until(() -> denver.mailOf("desk").size() == 1);
            awaitLog(hub, "event=link-down link=denver-line why=\"idle\"");
            assertTrue(log(hub).contains("remote IP address 10.64.0.2"), log(hub));
        }
        assertEquals(1, denver.mailOf("desk").size());
        assertTrue(denver.mailOf("desk").getFirst().contains("tonight's prices"));
    }
}

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
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.packetboat.connectors.serial.HayesModem;

/**
 * A dial-up connection from end to end: two kernels, in each the program and a real pppd, and between them two modems.
 */
class PppIT {
    private static final Duration PATIENCE = Duration.ofMinutes(6);
    private static final String NUMBER = "5550100";
    private static final String ROUTE = """
            links:
              line1: { kind: modem, port: /dev/ttyS0, speed: 38400, flow: none }
              denver-line: { kind: dialup, modems: [line1], user: hub, password-file: password, modem-timeout: 1m,
                             route-timeout: 12s, options: [lcp-echo-interval 2, lcp-echo-failure 2] }
            routes:
              - { site: denver, domains: [denver.example.com], window: WINDOW, link: denver-line, number: 5550100,
                  port: 2525, tls: "off" }
            """;

    @TempDir
    Path folder;

    private final HayesModem here = new HayesModem();
    private final HayesModem there = new HayesModem();
    private Home hub;
    private Home denver;

    @BeforeAll
    static void needKernel(@TempDir Path probe) throws IOException {
        UserModeKernel.needKernel(probe);
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
                # The hub may relay, so that what is sent once more after a lost carrier is known again.
                smtp: { listen: "0.0.0.0:2525", relay-from: ["127.0.0.0/8", "10.64.0.0/16"] }
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
        return words(ServerProcess.program("run", "--config", home.configuration().toString()))
                + " >server.log 2>&1 &\n";
    }

    /** As the shell takes them. */
    private static String words(List<String> words) {
        return words.stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
    }

    /** Waits for calls, asks who is calling, and hangs up after so many echoes (2 s apart) without an answer. */
    private String pppd(int unansweredEchoes) {
        return """
                echo 'hub * secret 10.64.0.1' >/etc/ppp/pap-secrets
                chmod 600 /etc/ppp/pap-secrets
                (while [ ! -e stop ]; do
                  pppd /dev/ttyS0 38400 local nodetach passive auth require-pap noipdefault lcp-echo-interval 2 \\
                    lcp-echo-failure %d nodefaultroute 10.64.0.2:10.64.0.1 name denver
                  sleep 0.3
                done) >pppd.log 2>&1 &
                """.formatted(unansweredEchoes);
    }

    private void submitBeforehand() throws Exception {
        route("{ cron: \"SHUT\", for: 1m, zone: UTC }");
        write(hub, "a@hub.example.com", "desk@denver.example.com", "prices");
        route("always");
    }

    private static String log(Home home) throws IOException {
        return text(home, "server.log");
    }

    private static String text(Home home, String file) throws IOException {
        Path path = home.folder().resolve(file);
        return Files.exists(path) ? Files.readString(path, StandardCharsets.ISO_8859_1) : file + ": there is none";
    }

    private void awaitLog(Home home, String words) throws IOException {
        until(() -> log(home).contains(words));
    }

    private void until(Callable<Boolean> condition) throws IOException {
        try {
            await().atMost(PATIENCE).until(condition);
        } catch (ConditionTimeoutException late) {
            throw new AssertionError(text(hub, "server.log") + "\n" + text(denver, "pppd.log") + "\n"
                    + text(hub, "console.log") + "\n" + text(denver, "console.log"), late);
        }
    }

    private void exchange(String by) throws Exception {
        TlsHome.certificate(denver.folder());
        denver.with("accounts", TlsHome.account("hub", "big apple")).with("packetboat.yaml", """
                server: denver.example.com
                data: data
                local-domains: [denver.example.com]
                schedules: [schedules/]
                msfsleep: 1h
                smtp:
                  listen: "0.0.0.0:2525"
                  tls: { certificate: hub.crt, key: hub.key }
                  auth-file: accounts
                pick-up: { hub: head-office }
                """).with("schedules/hub.yaml", by.equals("atrn")
                ? "routes: [{ site: head-office, domains: hub.example.com, hosts: none }]\n"
                : "routes: [{ site: head-office, domains: hub.example.com, host: 10.64.0.1, port: 2526, tls: \"off\" "
                        + "}]\n");
        hub.with("schedules/password", "secret\n").with("packetboat.yaml", """
                server: hub.example.com
                data: data
                local-domains: [hub.example.com]
                schedules: [schedules/]
                msfsleep: 1s
                msfrsleep: 1
                smtp: { listen: "0.0.0.0:2526", relay-from: ["127.0.0.0/8"] }
                fetch: { denver: { by: %s, login: hub, password: big apple } }
                """.formatted(by));
        write(denver, "desk@denver.example.com", "boss@hub.example.com", "report");
    }

    /** With the server of that home stopped: its mail waits for a time or a caller that does not come. */
    private void write(Home from, String sender, String to, String subject) throws Exception {
        try (ServerProcess _ = ServerProcess.start(from)) {
            Path mail = Files.writeString(folder.resolve(subject),
                    "Subject: " + subject + "\r\n\r\ntonight's " + subject + "\r\n");
            Home.Said said = from.run("submit", "--from", sender, "--to", to, mail.toString());
            assertEquals(0, said.exit(), said::all);
        }
    }

    /** Does what stands in files, as long as the kernel runs: so a test has commands run inside. */
    private static String orders() {
        return """
                (while [ ! -e stop ]; do
                  if [ -e order ]; then mv order obeyed; sh obeyed >order.log 2>&1; fi
                  sleep 0.3
                done) &
                """;
    }

    @ParameterizedTest
    @ValueSource(strings = {"atrn", "etrn"})
    void mailIsFetchedInTheCallThatBringsMailAndByTimetable(String by) throws Exception {
        exchange(by);
        submitBeforehand();
        hub.with("schedules/route.yaml", ROUTE.replace("WINDOW", "always").replace("tls: \"off\"", "poll: 45s")
                .replace("route-timeout: 12s", "route-timeout: 20s"));
        try (UserModeKernel _ = UserModeKernel.start(denver.folder(), there.pty.path(),
                pppd(30) + program(denver) + orders());
                UserModeKernel _ = UserModeKernel.start(hub.folder(), here.pty.path(), program(hub))) {
            until(() -> denver.mailOf("desk").size() == 1 && hub.mailOf("boss").size() == 1);
            assertEquals(1, count(log(hub), "event=link-up link=denver-line"), log(hub));
            awaitLog(hub, "event=link-down link=denver-line why=\"idle\"");
            denver.with("more", "Subject: more\r\n\r\nmore\r\n").with("order", words(ServerProcess.program(
                    "submit", "--config", denver.configuration().toString(), "--from", "desk@denver.example.com",
                    "--to",
                    "boss@hub.example.com", "more")) + "\n");
            until(() -> hub.mailOf("boss").size() == 2);
        }
        assertEquals(1, denver.mailOf("desk").size());
    }

    private static int count(String text, String words) {
        return text.split(Pattern.quote(words), -1).length - 1;
    }

    @Test
    void mailGoesOverARealPppConnectionInSpiteOfAWrongPasswordAndALostCarrier() throws Exception {
        submitBeforehand();
        try (UserModeKernel _ = UserModeKernel.start(denver.folder(), there.pty.path(), pppd(2) + program(denver));
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

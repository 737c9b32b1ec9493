package org.packetboat.app;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.connectors.jmx.ServerMXBean;

/** Files that are changed while the server runs. */
class ReloadIT {
    private static final byte[] LETTER = "Subject: hi\r\n\r\nHello.\r\n".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path folder;
    private SmtpSink sink;
    private Home home;
    private ServerProcess server;

    @BeforeEach
    void start() throws IOException {
        sink = new SmtpSink(_ -> false);
        home = new Home(folder).withUsualConfiguration("aliases: aliases.yaml\n")
                .with("aliases.yaml", "staff: [anna@hub.example.com]\n");
        schedule("shut", 1);
        server = ServerProcess.start(home);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        sink.close();
    }

    private void schedule(String window, int port) {
        home.with("schedules/far.yaml", """
                zone: UTC
                windows: { shut: { cron: "SHUT", for: 1s } }
                routes:
                  - { site: far, domains: ["*.example"], window: %s, host: 127.0.0.1, port: %d }
                """.formatted(window, port));
    }

    private void send(String to) throws IOException {
        try (SmtpTalk talk = SmtpTalk.to(server.port())) {
            talk.send("anna@hub.example.com", List.of(to), LETTER);
        }
    }

    private static void eventually(ThrowingCondition condition) {
        await().atMost(ServerProcess.PATIENCE).ignoreExceptions().until(condition::holds);
    }

    private interface ThrowingCondition {
        boolean holds() throws Exception;
    }

    @Test
    void queuedMailFollowsTheNewRoutes() throws Exception {
        send("bob@far.example");
        assertTrue(sink.arrivals().isEmpty());
        schedule("always", sink.port());
        eventually(() -> sink.arrivals().size() == 1);
        assertEquals(List.of("bob@far.example"), sink.arrivals().getFirst().recipients());
    }

    /** What a person does by habit, and logrotate; it ended the server. */
    @Test
    void hangUpDoesNotEndTheServer() throws Exception {
        assertEquals(0, new ProcessBuilder("kill", "-HUP", String.valueOf(server.pid())).start().waitFor());
        eventually(() -> server.log().contains("event=hang-up"));
        schedule("always", sink.port());
        send("bob@far.example");
        eventually(() -> sink.arrivals().size() == 1);
        assertTrue(server.isAlive());
    }

    @Test
    void badScheduleIsRefusedAndTheOldOneStaysInForce() throws Exception {
        try (JmxView jmx = server.jmx()) {
            ServerMXBean bean = jmx.server();
            schedule("alway", sink.port());
            eventually(() -> !bean.getScheduleProblems().isEmpty());
            String problem = bean.getScheduleProblems().getFirst();
            assertTrue(problem.contains("far.yaml:4:") && problem.contains("found \"alway\"; expected one of: always"),
                    problem);
            server.awaitLog("event=schedules-refused problem=\"" + problem.replace("\"", "\\\""));
            assertTrue(home.run("status").out().contains("PROBLEM    " + problem));
            send("bob@far.example");
            assertEquals("shut", bean.listRoutes().getFirst().window());
            schedule("always", sink.port());
            eventually(() -> bean.getScheduleProblems().isEmpty());
            eventually(() -> sink.arrivals().size() == 1);
        }
    }

    @Test
    void newFileAndFileThatIsGoneCountToo() throws Exception {
        home.with("schedules/more.yaml", "routes: [{ site: more, domains: [more.org], host: 127.0.0.1, port: %d }]\n"
                .formatted(sink.port()));
        eventually(() -> {
            send("carl@more.org");
            return true;
        });
        eventually(() -> sink.arrivals().size() == 1);
        Files.delete(folder.resolve("schedules/more.yaml"));
        eventually(() -> {
            try (SmtpTalk talk = SmtpTalk.to(server.port())) {
                talk.ask("MAIL FROM:<anna@hub.example.com>", "250");
                talk.ask("RCPT TO:<carl@more.org>", "550 5.4.4");
                return true;
            } catch (AssertionError e) {
                return false;
            }
        });
    }

    @Test
    void deliveryRulesChangeWithTheSchedules() throws Exception {
        home.with("schedules/rules.yaml", "rules: [{ name: nobody, recipients: far.example, action: refuse }]\n");
        eventually(() -> answers("550 5.7.1 The rule nobody does not let this mail through"));
        assertTrue(home.run("status").out().contains("nobody"), home.run("status").out());
        Files.delete(folder.resolve("schedules/rules.yaml"));
        eventually(() -> answers("250"));
    }

    private boolean answers(String start) throws Exception {
        try (SmtpTalk talk = SmtpTalk.to(server.port())) {
            talk.ask("MAIL FROM:<anna@hub.example.com>", "250");
            talk.ask("RCPT TO:<bob@far.example>", start);
            return true;
        } catch (AssertionError e) {
            return false;
        }
    }

    @Test
    void changedAliasesAreUsedAndBadOnesRefused() throws Exception {
        send("staff@hub.example.com");
        eventually(() -> home.mailOf("anna").size() == 1);
        home.with("aliases.yaml", "staff: [bob@hub.example.com]\n");
        eventually(() -> {
            send("staff@hub.example.com");
            return !home.mailOf("bob").isEmpty();
        });
        home.with("aliases.yaml", "staff: [team]\nteam: [staff]\n");
        server.awaitLog("event=aliases-refused problem=\"" + folder.resolve("aliases.yaml") + ":1:1: ");
        int before = home.mailOf("bob").size();
        send("staff@hub.example.com");
        eventually(() -> home.mailOf("bob").size() > before);
    }

    @Test
    void changesOfBothAtOnceAreBothInForce() throws Exception {
        schedule("always", sink.port());
        home.with("aliases.yaml", "branches: [one@far.example, two@other.example]\n");
        eventually(() -> {
            try (SmtpTalk talk = SmtpTalk.to(server.port())) {
                talk.send("anna@hub.example.com", List.of("branches@hub.example.com"), LETTER);
            }
            return Stream.of("one@far.example", "two@other.example").allMatch(to -> sink.arrivals().stream()
                    .anyMatch(a -> a.recipients().contains(to)));
        });
    }
}

package org.packetboat.app;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.connectors.ports.FreePorts;

/** A hub of two machines, {@code north} and {@code south}: two programs with the same schedule. */
class MachinesIT {
    @TempDir
    Path folder;

    private final int northPort = FreePorts.one();
    private final int southPort = FreePorts.one();
    private final List<ServerProcess> servers = new ArrayList<>();
    private final CountDownLatch goOn = new CountDownLatch(1);

    @AfterEach
    void stop() {
        goOn.countDown();
        servers.forEach(ServerProcess::close);
    }

    @Test
    void nextMachineTakesOverWhenTheFirstIsKilledAndGivesBackWhenItReturns() throws IOException {
        try (SmtpSink sink = new SmtpSink(_ -> false)) {
            String schedule = pinned(sink, "[north, south]");
            ServerProcess north = start("north", schedule);
            ServerProcess south = start("south", schedule);
            assertEquals("north", wayOf(south, sink, "first"));
            north.kill();
            assertEquals("south", wayOf(south, sink, "second"));
            start("north", schedule);
            await().atMost(ServerProcess.PATIENCE)
                    .until(() -> wayOf(south, sink, "third" + sink.arrivals().size()).equals("north"));
        }
    }

    @Test
    void mailThatADeadMachineHadWaitsThereAndNeverTwoCallASiteAtOnce() throws IOException {
        try (SmtpSink sink = new SmtpSink(_ -> false, arrival -> {
            if (arrival.text().contains("Subject: second")) hold();
        })) {
            String schedule = pinned(sink, "[north, south]");
            ServerProcess north = start("north", schedule.replace("port: " + sink.port(), "port: 9"));
            send(north, "first");
            north.kill();
            ServerProcess south = start("south", schedule);
            send(south, "second");
            await().atMost(ServerProcess.PATIENCE).until(() -> sink.arrivals().size() == 1);
            Home home = home("north", schedule);
            ServerProcess back = ServerProcess.start(home);
            servers.add(back);
            await().atMost(ServerProcess.PATIENCE)
                    .until(() -> home.run("queue").out().contains("450 4.3.2 Server south calls a now"));
            assertEquals(1, sink.arrivals().size());
            goOn.countDown();
            await().atMost(ServerProcess.PATIENCE).until(() -> sink.arrivals().size() == 2);
            assertTrue(sink.arrivals().getLast().text().contains("Subject: first"));
        }
    }

    private void hold() {
        try {
            goOn.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void routesThatArePinnedToNobodyAreDividedByThePlan() throws IOException {
        try (SmtpSink sink = new SmtpSink(_ -> false)) {
            String schedule = """
                    routes:
                      - { site: a, domains: a.example, host: 127.0.0.1, port: %1$d }
                      - { site: b, domains: b.example, host: 127.0.0.1, port: %1$d }
                    """.formatted(sink.port());
            ServerProcess north = start("north", schedule);
            ServerProcess south = start("south", schedule);
            send(south, "fromSouth", "x@a.example", "x@b.example");
            send(north, "fromNorth", "x@a.example", "x@b.example");
            await().atMost(ServerProcess.PATIENCE).until(() -> sink.arrivals().size() == 4);
            assertEquals(callers(sink, "x@a.example").reversed(), callers(sink, "x@b.example"));
            assertFalse(callers(sink, "x@a.example").equals(callers(sink, "x@b.example")));
        }
    }

    /** Who called for the mail of north, and for that of south. */
    private static List<String> callers(SmtpSink sink, String recipient) {
        return List.of("fromNorth", "fromSouth").stream().map(subject -> sink.arrivals().stream()
                .filter(a -> a.recipients().contains(recipient) && a.text().contains("Subject: " + subject))
                .map(a -> lastServer(a.text()).equals(subject.substring(4).toLowerCase(java.util.Locale.ROOT))
                        ? "same"
                        : "other")
                .findFirst().orElse("nobody")).toList();
    }

    private static String lastServer(String text) {
        return text.replaceAll("(?s).*?\\sby (\\w+)\\.example\\.com.*", "$1");
    }

    private static String pinned(SmtpSink sink, String servers) {
        return "routes: [{ site: a, domains: a.example, host: 127.0.0.1, port: %d, served-by: %s }]\n"
                .formatted(sink.port(), servers);
    }

    /** Which machine had the mail last. */
    private static String wayOf(ServerProcess server, SmtpSink sink, String subject) throws IOException {
        int before = sink.arrivals().size();
        send(server, subject);
        await().atMost(ServerProcess.PATIENCE).until(() -> sink.arrivals().size() > before);
        return lastServer(sink.arrivals().getLast().text());
    }

    private Home home(String name, String schedule) {
        boolean isNorth = name.equals("north");
        String servers = isNorth
                ? "{ name: north }, { name: south, host: \"127.0.0.1:" + southPort + "\" }"
                : "{ name: north, host: \"127.0.0.1:" + northPort + "\" }, { name: south }";
        return new Home(folder.resolve(name)).with("packetboat.yaml", """
                server: %s.example.com
                data: data
                schedules: [schedules/]
                servers: [%s]
                msfsleep: 1s
                msfrsleep: 1
                smtp: { listen: "127.0.0.1:%d", relay-from: ["127.0.0.0/8"] }
                """.formatted(name, servers, isNorth ? northPort : southPort)).with("schedules/lines.yaml", schedule);
    }

    private ServerProcess start(String name, String schedule) {
        ServerProcess server = ServerProcess.start(home(name, schedule));
        servers.add(server);
        return server;
    }

    private static void send(ServerProcess server, String subject) throws IOException {
        send(server, subject, "x@a.example");
    }

    private static void send(ServerProcess server, String subject, String... to) throws IOException {
        try (SmtpTalk talk = SmtpTalk.to(server.port())) {
            talk.send("anna@hub.example.com", List.of(to),
                    ("Subject: " + subject + "\r\n\r\nHello.\r\n").getBytes(StandardCharsets.US_ASCII));
        }
    }
}

package org.packetboat.app;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.connectors.ports.FreePorts;

/** A machine with two servers, each with a link of its own, and one server on another machine, which is down. */
class ServersIT {
    private static final byte[] LETTER = "Subject: hi\r\n\r\nHello.\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final String LINKS = "zone: UTC\nlinks: { line1: { kind: ip }, line2: { kind: ip } }\n";

    @TempDir
    Path folder;

    @Test
    void twoServersSendAtTheSameTime() throws Exception {
        CyclicBarrier both = new CyclicBarrier(2);
        try (SmtpSink sink = new SmtpSink(_ -> false, _ -> meet(both))) {
            Home home = home().with("schedules/far.yaml", LINKS + """
                    routes:
                      - { site: a, domains: a.example, link: line1, host: 127.0.0.1, port: %1$d }
                      - { site: b, domains: b.example, link: line2, host: 127.0.0.1, port: %1$d }
                    """.formatted(sink.port()));
            try (ServerProcess server = ServerProcess.start(home)) {
                send(server, "x@a.example", "x@b.example");
                await().atMost(ServerProcess.PATIENCE).until(() -> sink.arrivals().size() == 2);
                await().atMost(ServerProcess.PATIENCE).until(() -> Files.exists(home.data().resolve("history.tsv")));
            }
        }
    }

    /** An answer is given only when another session waits for one, too. */
    private static void meet(CyclicBarrier both) {
        try {
            both.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void nextServerTakesOverWhenTheMachineOfTheFirstIsDown() throws Exception {
        try (SmtpSink sink = new SmtpSink(_ -> false)) {
            Home home = home().with("schedules/far.yaml",
                    LINKS + """
                            routes:
                              - { site: a, domains: a.example, link: line1, host: 127.0.0.1, port: %d, served-by: [north, east] }
                            """
                            .formatted(sink.port()));
            try (ServerProcess server = ServerProcess.start(home)) {
                send(server, "x@a.example");
                await().atMost(ServerProcess.PATIENCE).until(() -> sink.arrivals().size() == 1);
                assertTrue(server.log().contains("site=a@north"), server::log);
            }
        }
    }

    @Test
    void queueShowsWhenMailArrivesBehindTheNextSite() throws Exception {
        Home home = home().with("schedules/far.yaml",
                LINKS + """
                        windows:
                          shut: { cron: "SHUT", for: 1h }
                          breakfast: { open: "07:00", close: "08:00" }
                        routes:
                          - { site: denver, domains: [denver.example, aspen.example], window: shut, msdead: 400d,
                              host: 127.0.0.1, port: 9 }
                        contacts:
                          - { from: denver, to: aspen, domains: aspen.example, window: breakfast }
                        """);
        try (ServerProcess server = ServerProcess.start(home)) {
            send(server, "x@denver.example", "x@aspen.example");
            await().atMost(ServerProcess.PATIENCE)
                    .until(() -> home.run("queue").out().contains(Home.SHUT_UNTIL + "T07:00:00"));
            String queue = home.run("queue", "--json").out();
            assertTrue(queue.contains(Home.SHUT_UNTIL + "T00:00:00"), queue);
            String one = home.run("queue", "--json", "aspen.example").out();
            assertTrue(one.contains(Home.SHUT_UNTIL + "T07:00:00"), one);
        }
    }

    @Test
    void linkThatNobodyDescribesStopsTheStart() {
        Home home = home().with("schedules/far.yaml", "links: { line1: { kind: ip } }\n");
        Home.Said said = home.run("check");
        assertEquals(4, said.exit(), said::all);
        assertTrue(said.all().contains("servers: west: found link line2, which no schedule file describes; "
                + "expected one of: ip, line1"), said::all);
    }

    private Home home() {
        return new Home(folder).withUsualConfiguration("""
                servers:
                  - { name: east, links: [line1] }
                  - { name: west, links: [line2] }
                  - { name: north, host: "127.0.0.1:%d" }
                """.formatted(FreePorts.one()));
    }

    private static void send(ServerProcess server, String... recipients) throws IOException {
        try (SmtpTalk talk = SmtpTalk.to(server.port())) {
            talk.send("anna@hub.example.com", List.of(recipients), LETTER);
        }
    }
}

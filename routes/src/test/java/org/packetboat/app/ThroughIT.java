package org.packetboat.app;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three programs: a hub, from which mail for Aspen goes on through Denver, the cheaper way, or through Boulder. */
class ThroughIT {
    private static final byte[] LETTER = "Subject: hi\r\n\r\nHello.\r\n".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path folder;

    private final List<ServerProcess> servers = new ArrayList<>();
    private SmtpSink aspen;

    @BeforeEach
    void open() throws IOException {
        aspen = new SmtpSink(_ -> false);
    }

    @AfterEach
    void close() throws IOException {
        servers.forEach(ServerProcess::close);
        aspen.close();
    }

    @Test
    void mailGoesThroughTheNextSiteAndThroughTheOtherWhenThatDies() throws IOException {
        ServerProcess denver = start(home("denver", toAspen()));
        ServerProcess boulder = start(home("boulder", toAspen()));
        ServerProcess hub = start(home("hub", ways(denver, boulder, "always")));
        send(hub);
        awaitArrivals(1);
        assertTrue(aspen.arrivals().getFirst().text().contains("by denver.example.com"), hub::log);
        denver.kill();
        send(hub);
        awaitArrivals(2);
        assertTrue(aspen.arrivals().getLast().text().contains("by boulder.example.com"), hub::log);
    }

    @Test
    void nextSiteWhoseOwnWindowIsTooLateIsPassedOver() throws IOException {
        ServerProcess denver = start(home("denver", toAspen()));
        ServerProcess boulder = start(home("boulder", toAspen()));
        ServerProcess hub = start(home("hub", ways(denver, boulder, "{ cron: \"SHUT\", for: 1h }")));
        send(hub);
        awaitArrivals(1);
        assertTrue(aspen.arrivals().getFirst().text().contains("by boulder.example.com"), hub::log);
    }

    @Test
    void mailDoesNotGoBackToWhereItCameFrom() throws IOException {
        Home denverHome = home("denver", "zone: UTC\n");
        ServerProcess denver = start(denverHome);
        Home hubHome = home("hub", ways(denver, denver, "always"));
        ServerProcess hub = start(hubHome);
        denverHome.with("schedules/lines.yaml", """
                routes:
                  - { site: hub, domains: hub.example.com, host: 127.0.0.1, port: %d }
                contacts:
                  - { from: hub, to: aspen, domains: aspen.example.com }
                """.formatted(hub.port()));
        denver.awaitLog("event=schedules-replaced");
        send(hub);
        await().atMost(ServerProcess.PATIENCE)
                .until(() -> denverHome.run("queue").out().contains("the next server has carried it"));
        assertEquals(1, denver.log().lines().filter(l -> l.contains("event=accepted")).count(), denver::log);
    }

    private Home home(String name, String schedule) {
        return new Home(folder.resolve(name)).with("packetboat.yaml", """
                server: %s.example.com
                data: data
                schedules: [schedules/]
                unroutable: hold
                msfsleep: 1s
                msfrsleep: 1
                smtp: { listen: "127.0.0.1:0", relay-from: ["127.0.0.0/8"] }
                """.formatted(name)).with("schedules/lines.yaml", schedule);
    }

    private String toAspen() {
        return "routes: [{ site: aspen, domains: aspen.example.com, host: 127.0.0.1, port: %d }]\n"
                .formatted(aspen.port());
    }

    private static String ways(ServerProcess denver, ServerProcess boulder, String denversWindow) {
        return """
                zone: UTC
                routes:
                  - { site: denver, domains: denver.example.com, host: 127.0.0.1, port: %d, cost: 1 }
                  - { site: boulder, domains: boulder.example.com, host: 127.0.0.1, port: %d, cost: 5 }
                contacts:
                  - { from: denver, to: aspen, domains: aspen.example.com, window: %s }
                  - { from: boulder, to: aspen }
                """.formatted(denver.port(), boulder.port(), denversWindow);
    }

    private ServerProcess start(Home home) {
        ServerProcess server = ServerProcess.start(home);
        servers.add(server);
        return server;
    }

    private void awaitArrivals(int count) {
        await().atMost(ServerProcess.PATIENCE).untilAsserted(
                () -> assertEquals(count, aspen.arrivals().size(), () -> servers.getLast().log()));
    }

    private static void send(ServerProcess server) throws IOException {
        try (SmtpTalk talk = SmtpTalk.to(server.port())) {
            talk.send("anna@hub.example.com", List.of("x@aspen.example.com"), LETTER);
        }
    }
}

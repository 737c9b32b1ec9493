package org.packetboat.app;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.management.Notification;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator sees of a running server through JMX and in its log. */
class WatchingIT {
    private static final byte[] LETTER = "Subject: hi\r\n\r\nHello.\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final String ROUTES = """
            zone: UTC
            windows: { shut: { cron: "SHUT", for: 1s } }
            links: { lan: { kind: ip } }
            routes:
              - { site: open, domains: [open.example], link: lan, host: 127.0.0.1, port: SINK }
              - { site: closed, domains: [closed.example], window: shut, host: 127.0.0.1, port: SINK }
              - { site: dead, domains: [dead.example], host: 127.0.0.1, port: 1, msdead: 2s }
            """;

    @TempDir
    Path folder;
    private final List<Notification> heard = new CopyOnWriteArrayList<>();
    private SmtpSink sink;
    private Home home;
    private ServerProcess server;
    private JmxView jmx;

    @BeforeEach
    void start() throws Exception {
        sink = new SmtpSink(to -> to.startsWith("nobody@"));
        home = new Home(folder).withUsualConfiguration("").with("schedules/routes.yaml", routes());
        server = ServerProcess.start(home);
        jmx = server.jmx();
        await().atMost(ServerProcess.PATIENCE).until(() -> jmx.names().contains("type=Server"));
        jmx.listen((notification, _) -> heard.add(notification));
    }

    @AfterEach
    void stop() throws IOException {
        if (jmx != null) jmx.close();
        if (server != null) server.close();
        sink.close();
    }

    private String routes() {
        return ROUTES.replace("SINK", Integer.toString(sink.port()));
    }

    private void send(String to) throws IOException {
        try (SmtpTalk talk = SmtpTalk.to(server.port())) {
            talk.send("anna@hub.example.com", List.of(to), LETTER);
        }
    }

    private void awaitNotification(String type, String about) {
        await(type + " " + about).atMost(ServerProcess.PATIENCE.multipliedBy(2)).until(() -> heard.stream()
                .anyMatch(n -> n.getType().equals("org.packetboat." + type) && n.getMessage().contains(about)));
    }

    @Test
    void serverRoutesLinksQueuesAndForwarderAreThere() throws Exception {
        send("bob@closed.example");
        send("bob@open.example");
        await().atMost(ServerProcess.PATIENCE).until(() -> jmx.names().containsAll(Set.of("type=Server",
                "type=Forwarder", "type=Link,name=\"lan\"", "type=Link,name=\"local\"", "type=Route,site=\"open\"",
                "type=Route,site=\"closed\"", "type=Queue,domain=\"closed.example\"")));
        assertEquals("unavailable", jmx.attribute("type=Route,site=\"closed\"", "State"));
        assertEquals(1L, jmx.attribute("type=Route,site=\"closed\"", "Depth"));
        assertTrue(
                jmx.attribute("type=Route,site=\"closed\"", "Opens").toString().equals(Home.SHUT_UNTIL + "T00:00:00Z"));
        assertEquals(1L, jmx.attribute("type=Queue,domain=\"closed.example\"", "Depth"));
        assertTrue((long) jmx.attribute("type=Queue,domain=\"closed.example\"", "Bytes") > LETTER.length);
        assertTrue(jmx.attribute("type=Queue,domain=\"closed.example\"", "NextWindow").toString()
                .equals(Home.SHUT_UNTIL + "T00:00:00Z"));
        await().atMost(ServerProcess.PATIENCE)
                .until(() -> jmx.attribute("type=Link,name=\"lan\"", "Sessions").equals(1L)
                        && jmx.attribute("type=Link,name=\"lan\"", "Envelopes").equals(1L));
        assertEquals(2L, jmx.attribute("type=Server", "Accepted"));
        assertEquals(1L, jmx.attribute("type=Server", "Delivered"));
        home.run("delete", "closed.example");
        await().atMost(ServerProcess.PATIENCE)
                .until(() -> !jmx.names().contains("type=Queue,domain=\"closed.example\""));
    }

    @Test
    void mailIsToldAbout() throws Exception {
        send("bob@open.example");
        awaitNotification("accepted", "open.example");
        awaitNotification("delivered", "bob@open.example");
        send("nobody@open.example");
        awaitNotification("refused", "nobody@open.example");
        send("busy@open.example");
        awaitNotification("deferred", "busy@open.example");
        send("bob@dead.example");
        awaitNotification("expired", "bob@dead.example");
        server.awaitLog("event=expired to=bob@dead.example");
    }

    @Test
    void windowsAreToldAboutAndSoAreMissedOnes() throws Exception {
        int soon = Instant.now().plusSeconds(6).atZone(ZoneOffset.UTC).getSecond();
        send("bob@closed.example");
        home.with("schedules/routes.yaml", routes()
                .replace("window: shut, host: 127.0.0.1, port: " + sink.port(),
                        // every minute: who is late for one opening sees the next
                        "window: { cron: \"%d * * * * ?\", for: 15s }, host: 127.0.0.1, port: 1".formatted(soon)));
        awaitNotification("window-opened", "closed");
        awaitNotification("window-closed", "closed");
        awaitNotification("window-missed", "closed");
        server.awaitLog("event=window-missed site=closed waiting=1");
    }

    @Test
    void newLinkOfANewScheduleIsWatchedToo() throws Exception {
        home.with("schedules/routes.yaml", routes().replace("lan", "wan"));
        send("bob@open.example");
        await().atMost(ServerProcess.PATIENCE).until(() -> jmx.names().contains("type=Link,name=\"wan\""));
    }
}

package org.packetboat.app;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.connectors.serial.practice.PracticeLine;
import org.packetboat.connectors.smtp.server.Accounts;

/** A cupboard after a power cut: the server is up before everything that it needs, waits, and says for what. */
class UnattendedIT {
    private static final int SPEED = 38_400;

    @TempDir
    private Path folder;

    private static void send(int port, String to) throws IOException {
        try (SmtpTalk talk = SmtpTalk.to(port)) {
            talk.send("boss@hub.example.com", List.of(to), "Subject: x\r\n\r\nHello.\r\n".getBytes(US_ASCII));
        }
    }

    /** The time of day in so many hours. */
    private static String hour(int hours) {
        return LocalTime.now(ZoneOffset.UTC).plusHours(hours).truncatedTo(ChronoUnit.MINUTES).toString();
    }

    private static void awaitMail(Home home, String user, int count) {
        await("mail of " + user).atMost(ServerProcess.PATIENCE).pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> assertEquals(count, home.mailOf(user).size()));
    }

    @Test
    void listensAsSoonAsANetworkIsThere() {
        Home home = new Home(folder).with("packetboat.yaml", """
                server: hub.example.com
                data: data
                smtp: { listen: "10.99.0.1:2525" }
                local-domains: [hub.example.com]
                """);
        try (Namespaces machines = new Namespaces()) {
            machines.machine("alone");
            try (ServerProcess server = ServerProcess.startWaiting(machines.on("alone"), home, "smtp waiting")) {
                server.awaitLog("smtp does not listen at 10.99.0.1, port 2525 yet: no interface has the address");
                await().atMost(ServerProcess.PATIENCE).untilAsserted(() -> assertTrue(home.run("status").out()
                        .contains("PROBLEM    smtp does not listen at 10.99.0.1"), () -> home.run("status").all()));
                machines.in("alone", "ip", "address", "add", "10.99.0.1/32", "dev", "lo");
                server.awaitLog("smtp accepting listen=/10.99.0.1:2525");
                String status = home.run("status").out();
                assertFalse(status.contains("PROBLEM"), status);
                assertTrue(status.contains("smtp 10.99.0.1:2525"), status);
            }
        }
    }

    private Home withModem(String name, String link, String route) throws IOException {
        return new Home(Files.createDirectories(folder.resolve(name))).with("packetboat.yaml", """
                server: %s.example.com
                data: data
                local-domains: [%s.example.com]
                msfsleep: 1s
                msfrsleep: 1
                lock-folder: .
                smtp: { listen: "127.0.0.1:0", relay-from: ["127.0.0.0/8"] }
                """.formatted(name, name)).with("password", "s3cret\n")
                .with("callers", Accounts.line("hub", "s3cret", new SecureRandom()))
                .with("schedules/a.yaml", "links:\n  line1: { kind: modem, port: " + folder.resolve("line-" + name)
                        + ", speed: " + SPEED + ", flow: none" + link + " }\n" + route);
    }

    @Test
    void callsAndAnswersAsSoonAsTheModemsAreThere() throws IOException {
        Home hub = withModem("hub", "", "routes:\n  - { site: denver, domains: denver.example.com, link: line1, "
                + "number: \"13035550100\", node: denver, login: hub, password-file: ../password }\n");
        Home denver = withModem("denver", ", answer: true",
                "callers:\n  - { node: hub, login: hub, password-hash-file: ../callers }\n");
        try (ServerProcess branch = ServerProcess.start(denver); ServerProcess office = ServerProcess.start(hub)) {
            send(office.port(), "desk@denver.example.com");
            office.awaitLog("event=session-ended site=denver");
            branch.awaitLog("event=port-gone");
            try (PracticeLine _ = PracticeLine.open(folder.resolve("line-hub"), folder.resolve("line-denver"), SPEED,
                    0, 0)) {
                awaitMail(denver, "desk", 1);
            }
        }
    }

    @Test
    void takesRecordsAsSoonAsTheBrokerIsThere() throws Exception {
        KafkaBroker broker = KafkaBroker.start(folder.resolve("broker"));
        try {
            KafkaMail mail = new KafkaMail(broker);
            mail.make(1, Map.of());
            Home home = mail.home(folder.resolve("home"));
            broker.kill();
            try (ServerProcess server = ServerProcess.start(home)) {
                send(server.port(), "anna@hub.example.com");
                awaitMail(home, "anna", 1);
                server.awaitLog("event=kafka-trouble");
                broker.start();
                try (KafkaProducer<byte[], byte[]> producer = mail.producer(Map.of())) {
                    producer.send(KafkaMail.record("Subject: y\n\nHello.\n", Map.of("mail-from", "b@example.com",
                            "rcpt-to", "bob@hub.example.com"))).get();
                }
                awaitMail(home, "bob", 1);
            }
        } finally {
            broker.close();
        }
    }

    /** Without a battery for its clock: windows stay shut and local mail is delivered, until the clock is right. */
    @Test
    void keepsWindowsShutUntilTheClockIsRight() throws Exception {
        WrongClock clock = new WrongClock(folder);
        try (SmtpSink sink = new SmtpSink(_ -> false)) {
            Home home = new Home(folder).withUsualConfiguration("").with("schedules/a.yaml", """
                    windows: { day: { open: "%s", close: "%s", zone: UTC } }
                    routes:
                      - { site: ny, domains: ny.example.com, window: day, host: 127.0.0.1, port: %d }
                    """.formatted(hour(-2), hour(2), sink.port()));
            clock.show(Instant.parse("1970-01-01T00:01:30Z"));
            try (ServerProcess server = ServerProcess.startThrough(clock.wrapper(), home, "server.log")) {
                server.awaitLog("1970-01-01T00:01");
                server.awaitLog("event=trouble");
                send(server.port(), "desk@ny.example.com");
                send(server.port(), "anna@hub.example.com");
                awaitMail(home, "anna", 1);
                String queue = home.run("queue").out();
                assertTrue(queue.contains("closed"), queue);
                assertEquals(List.of(), sink.arrivals());
                clock.putRight();
                await().atMost(ServerProcess.PATIENCE)
                        .untilAsserted(() -> assertEquals(1, sink.arrivals().size(), server.log()));
                assertEquals(1, home.mailOf("anna").size());
            }
        }
    }
}

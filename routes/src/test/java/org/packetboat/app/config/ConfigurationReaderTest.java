package org.packetboat.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.app.config.settings.KafkaSource;
import org.packetboat.app.config.settings.ListenerSettings;
import org.packetboat.app.config.settings.SmtpIntake;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.peer.Tls;
import org.packetboat.engine.route.DomainPattern;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.Transport;
import org.packetboat.protocols.mail.Tolerance;
import org.packetboat.protocols.smtp.server.ListenerRules;
import org.packetboat.protocols.smtp.syntax.Tolerances;
import org.packetboat.engine.route.Window;

class ConfigurationReaderTest {
    private static final Domain MACHINE = new Domain("machine.example.com");

    @TempDir
    Path folder;

    private Configuration good(String yaml) {
        ConfigurationReading reading = new ConfigurationReader(() -> MACHINE)
                .read("packetboat.yaml", yaml.getBytes(StandardCharsets.UTF_8), folder);
        return assertInstanceOf(ConfigurationReading.Good.class, reading, reading::toString).configuration();
    }

    private static InetSocketAddress address(String host, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(host), port);
    }

    private static InetSocketAddress listen(Configuration read) {
        return read.smtp().main().address().orElseThrow();
    }

    @Test
    void readsTheContract() throws IOException {
        Files.createDirectory(folder.resolve("schedules"));
        Configuration read = good("""
                server: hub.example.com
                data: var/packetboat
                smtp: { listen: "127.0.0.1:2525", relay-from: ["127.0.0.0/8"] }
                local-domains: [example.com]
                schedules: [schedules/]          # folders or files
                msfsleep: 10s
                msfrsleep: 6
                msdead: 12h
                """);
        assertEquals(new Domain("hub.example.com"), read.identity().server());
        assertEquals(folder.resolve("var/packetboat"), read.places().data());
        assertEquals(address("127.0.0.1", 2525), listen(read));
        assertEquals(List.of("127.0.0.0/8"), read.smtp().main().networks().relayFrom());
        assertEquals(List.of(new Domain("example.com")), read.identity().localDomains());
        assertEquals(List.of(folder.resolve("schedules")), read.places().schedules());
        assertEquals(Duration.ofSeconds(10), read.scheduleDefaults().msfsleep());
        assertEquals(6, read.scheduleDefaults().msfrsleep());
        assertEquals(Duration.ofHours(12), read.scheduleDefaults().msdead());
    }

    private ConfigurationReading inContainer(String yaml, String name) {
        return new ConfigurationReader(() -> MACHINE, Map.of("PACKETBOAT_SERVER", name)::get).read("packetboat.yaml",
                yaml.getBytes(StandardCharsets.UTF_8), folder);
    }

    private static final String KAFKA = "kafka: { bootstrap-servers: \"k:9092\", topics: m, dead-letter: d }";

    @Test
    void theEnvironmentNamesTheServerAndItsKafkaGroup() {
        Configuration read = assertInstanceOf(ConfigurationReading.Good.class,
                inContainer("server: all.example.com\n" + KAFKA, "ny.example.com")).configuration();
        assertEquals(new Domain("ny.example.com"), read.identity().server());
        assertEquals("packetboat-ny.example.com", read.kafka().orElseThrow().mail().orElseThrow().group());
        ConfigurationReading.Bad bad = assertInstanceOf(ConfigurationReading.Bad.class, inContainer(KAFKA, "n y"));
        assertTrue(bad.problems().getFirst().toString().contains(
                "found PACKETBOAT_SERVER=\"n y\" in the environment; expected a domain like example.com"),
                bad::toString);
    }

    @Test
    void aGroupThatFollowsTheMachinesNameIsWarnedOf() {
        ConfigurationReading.Good named = assertInstanceOf(ConfigurationReading.Good.class,
                inContainer(KAFKA, "a.example"));
        assertEquals(List.of(), named.warnings());
        ConfigurationReading.Good unnamed = assertInstanceOf(ConfigurationReading.Good.class, inContainer(KAFKA, ""));
        assertTrue(unnamed.warnings().getFirst().toString().contains("a container gets another with each start"),
                unnamed::toString);
    }

    @Test
    void whatIsNotGivenIsSafe() {
        Configuration read = good("local-domains: []");
        assertEquals(MACHINE, read.identity().server());
        assertEquals(address("127.0.0.1", 2525), listen(read));
        assertEquals(List.of("127.0.0.0/8", "::1/128"), read.smtp().main().networks().relayFrom());
        assertEquals(new Transport.Maildir(folder.resolve("var/packetboat/mail").toString()), read.outlet());
        assertEquals(List.of(), read.places().schedules());
        assertEquals(50L << 20, read.smtp().main().bounds().messageSize());
        assertEquals(50, read.delivery().hopLimit());
        assertEquals(Duration.ofHours(4), read.delivery().delayNoticeAfter());
        assertTrue(
                !read.delivery().holdUnroutable() && read.places().aliases().isEmpty()
                        && read.smtp().main().tls().isEmpty());
    }

    @Test
    void theEmbeddedOneTakesMailOnLoopbackForLocalhost() throws IOException {
        Files.createDirectory(folder.resolve("schedules"));
        Configuration read = assertInstanceOf(ConfigurationReading.Good.class,
                new ConfigurationReader(() -> MACHINE).embedded(folder)).configuration();
        assertTrue(listen(read).getAddress().isLoopbackAddress());
        assertEquals(2525, listen(read).getPort());
        assertEquals(List.of(new Domain("localhost")), read.identity().localDomains());
        assertEquals(List.of(folder.resolve("schedules")), read.places().schedules());
        assertEquals(folder.resolve("var/packetboat"), read.places().data());
    }

    @Test
    void readsEveryOtherSetting() throws IOException {
        for (String name : List.of("cert.pem", "key.pem", "users", "aliases.yaml", "day.yaml")) {
            Files.writeString(folder.resolve(name), "");
        }
        Configuration read = good("""
                smtp:
                  listen: "[::1]:0"
                  relay-from: 192.0.2.7
                  submit-from: 192.0.2.0/24
                  tls: { certificate: cert.pem, key: key.pem }
                  auth-file: users
                  max-message-size: 10MB
                  max-recipients: 100
                  max-connections: 5
                  idle-timeout: 1m30s
                  max-recipients-from-strangers: 200
                  tolerate: [bare-lf, lf-dot]
                  tolerate-from-strangers: long-local-parts
                local: { lmtp: "mail.example.com:24" }
                aliases: aliases.yaml
                organisations: { Comp: example.com }
                schedules: day.yaml
                delay-notice-after: 2d
                gather-failures: 30s
                unroutable: hold
                hop-limit: 25
                """);
        assertEquals(new ListenerSettings("smtp", address("::1", 0),
                new ListenerSettings.Networks(List.of("192.0.2.7"), List.of("192.0.2.0/24"), List.of()),
                Optional.of(new SmtpIntake.TlsIdentity(folder.resolve("cert.pem"), folder.resolve("key.pem"))),
                Optional.of(folder.resolve("users")),
                new ListenerSettings.Bounds(10L << 20, 100, 200, 5, 1, Duration.ofSeconds(90)),
                new Tolerances(Set.of(Tolerance.BARE_LF, Tolerance.LF_DOT), Set.of(Tolerance.LONG_LOCAL_PARTS)),
                new ListenerRules(ListenerRules.Protocol.SMTP, ListenerRules.Encryption.OFFERED, false, "Packetboat",
                        10L << 20, List.of()),
                List.of()),
                read.smtp().main());
        assertEquals(Tolerances.USUAL, good("smtp: {}").smtp().main().tolerances());
        assertEquals(Set.of(), good("smtp: { tolerate: [] }").smtp().main().tolerances().trusted());
        assertEquals(new Transport.Lmtp("mail.example.com", 24), read.outlet());
        assertEquals(Optional.of(folder.resolve("aliases.yaml")), read.places().aliases());
        assertEquals(Map.of("comp", new Domain("example.com")), read.identity().organisations());
        assertEquals(List.of(folder.resolve("day.yaml")), read.places().schedules());
        assertEquals(Duration.ofDays(2), read.delivery().delayNoticeAfter());
        assertEquals(Duration.ofSeconds(30), read.reporting().gather());
        assertTrue(read.delivery().holdUnroutable());
        assertEquals(25, read.delivery().hopLimit());
    }

    @Test
    void kafkaWithSecretsThatAreNeverTold() throws IOException {
        Files.writeString(folder.resolve("jaas"), "module password=\"hush\";\n");
        Files.setPosixFilePermissions(folder.resolve("jaas"), PosixFilePermissions.fromString("rw-r--r--"));
        ConfigurationReading reading = new ConfigurationReader(() -> MACHINE, Map.of("PIN", "psst")::get).read("x", """
                kafka:
                  bootstrap-servers: "b:9092"
                  topics: mail
                  dead-letter: mail.dead
                  client: { sasl.jaas.config: { file: jaas }, ssl.key.password: { env: PIN }, no.such: 1 }
                server: a.example
                """.getBytes(), folder);
        ConfigurationReading.Good good = assertInstanceOf(ConfigurationReading.Good.class, reading);
        KafkaSource kafka = good.configuration().kafka().orElseThrow();
        assertEquals(Map.of("sasl.jaas.config", "module password=\"hush\";", "ssl.key.password", "psst", "no.such",
                "1"), kafka.client());
        assertEquals("packetboat-a.example", kafka.mail().orElseThrow().group());
        assertFalse(good.toString().contains("hush") || good.toString().contains("psst"), good.toString());
        assertEquals(
                List.of("x:5:39: warning: kafka.client.sasl.jaas.config.file: found a secret in "
                        + folder.resolve("jaas")
                        + " that every user of this machine may read; expected: chmod o-r " + folder.resolve("jaas"),
                        "x:5:88: warning: kafka.client.no.such: no setting of this name is known to Kafka's clients"),
                good.warnings().stream().map(Object::toString).toList());
    }

    @Test
    void otherOutlets() {
        assertEquals(new Transport.Smtp(Optional.of("127.0.0.1"), 25, Tls.MAY),
                good("local: { smtp: \"127.0.0.1:25\" }").outlet());
        assertEquals(new Transport.Maildir(folder.resolve("var/mail").toString()),
                good("local: { maildir: var/mail }").outlet());
        assertEquals(new Transport.Maildir(folder.resolve("var/mail").toString(), true),
                good("local: { maildir: var/mail, recipients: must-exist }").outlet());
    }

    @Test
    void localMailHasARouteThatIsAlwaysOpen() {
        Route route = good("local-domains: [a.example, b.example]\nmsfsleep: 7s").localRoute();
        assertEquals(List.of(new DomainPattern.Exactly(new Domain("a.example")),
                new DomainPattern.Exactly(new Domain("b.example"))), route.domains());
        assertEquals(Window.ALWAYS, route.window());
        assertEquals(Duration.ofSeconds(7), route.retry());
    }

    @Test
    void addressesMayBeThreePartNames() {
        Configuration read = good("organisations: { Comp: example.com }");
        assertEquals(Address.parse("sales.desk@hq.example.com"), read.address("Sales Desk:HQ:Comp"));
        assertEquals(Address.parse("anna@example.com"), read.address("anna@example.com"));
    }

    @Test
    void aMissingFileIsToldByName() {
        ConfigurationReading reading = new ConfigurationReader(() -> MACHINE).read(folder.resolve("none.yaml"));
        assertEquals(folder.resolve("none.yaml") + ": file not found; name an existing one with --config FILE",
                ((ConfigurationReading.Bad) reading).problems().getFirst().toString());
    }

    @Test
    void aMachinesNameAlwaysMakesAServersName() throws IOException {
        Path kernel = folder.resolve("hostname");
        assertEquals("localhost.localdomain", new MachineName(kernel, Map.of()).get().name());
        assertEquals("branch.localdomain", new MachineName(kernel, Map.of("HOSTNAME", "branch")).get().name());
        Files.writeString(kernel, "hub.example.com\n");
        assertEquals("hub.example.com", new MachineName(kernel, Map.of("HOSTNAME", "other")).get().name());
        Files.writeString(kernel, "no name\n");
        assertEquals("localhost.localdomain", new MachineName(kernel, Map.of()).get().name());
    }

    @Test
    void aListenerSaysWhatIsDifferentThere() throws IOException {
        for (String file : List.of("cert.pem", "key.pem", "users"))
            Files.writeString(folder.resolve(file), "");
        Configuration read = good("""
                smtp:
                  listen: "127.0.0.1:25"
                  relay-from: 192.0.2.0/24
                  tls: { certificate: cert.pem, key: key.pem }
                  max-message-size: 10MB
                  max-connections: 40
                  greeting: at your service
                  listeners:
                    submission: { listen: "127.0.0.1:587", auth-file: users, login: must, max-connections: 8 }
                    filter: { listen: "unix:run/smtp.sock", protocol: lmtp, relay-from: [], max-message-size: 1MB }
                """);
        assertEquals(List.of("smtp", "submission", "filter"),
                read.smtp().all().map(ListenerSettings::name).toList());
        ListenerSettings submission = read.smtp().others().getFirst();
        ListenerSettings filter = read.smtp().others().getLast();
        assertEquals(Optional.of(address("127.0.0.1", 587)), submission.address());
        assertEquals(read.smtp().main().networks(), submission.networks());
        assertEquals(Optional.of(folder.resolve("users")), submission.authFile());
        assertEquals(new ListenerSettings.Bounds(10L << 20, 50_000, 100, 8, 2, Duration.ofMinutes(5)),
                submission.bounds());
        assertTrue(submission.rules().loginNeeded() && !filter.rules().loginNeeded());
        assertEquals(UnixDomainSocketAddress.of(folder.resolve("run/smtp.sock")), filter.listen());
        assertEquals(List.of(), filter.networks().relayFrom());
        assertEquals(new ListenerRules(ListenerRules.Protocol.LMTP, ListenerRules.Encryption.OFFERED, false,
                "at your service", 1L << 20, List.of()), filter.rules());
        assertEquals(10, filter.bounds().perClient());
    }
}

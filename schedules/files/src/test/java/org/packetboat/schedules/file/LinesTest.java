package org.packetboat.schedules.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.engine.peer.PeerLogin;
import org.packetboat.engine.peer.PeerPolicy;
import org.packetboat.engine.peer.Tls;
import org.packetboat.engine.route.BundlePolicy;
import org.packetboat.engine.route.DomainPattern;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.SiteHost;
import org.packetboat.engine.route.Transport;
import org.packetboat.schedules.file.link.CableLink;
import org.packetboat.schedules.file.link.CommandLink;
import org.packetboat.schedules.file.link.DialUpLink;
import org.packetboat.schedules.file.link.LineKeys;
import org.packetboat.schedules.file.link.LinkKinds;
import org.packetboat.schedules.file.link.ModemLink;
import org.packetboat.schedules.file.link.ModemPoolLink;
import org.packetboat.schedules.file.link.UucpTcpLink;

/** Links that speak UUCP, the routes over them, and who calls. */
class LinesTest {
    private static final ScheduleDefaults DEFAULTS = new ScheduleDefaults(Duration.ofSeconds(10), 6,
            Duration.ofHours(12));

    @TempDir
    private Path folder;

    @BeforeEach
    void writeSecrets() throws IOException {
        Files.createDirectories(folder.resolve("secrets/callers"));
        Files.writeString(folder.resolve("secrets/denver"), "s3cret\n");
        Path hashes = Files.writeString(folder.resolve("secrets/callers/denver"), "denver:pbkdf2-sha512$1$AA$AA\n");
        Files.setPosixFilePermissions(hashes, PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void saysWhereTheMailOfACallerMayGo() throws IOException {
        Schedules schedules = read("""
                callers:
                  - node: denver
                    login: denver
                    password-hash-file: secrets/callers/denver
                    may-send-to: [local, returns, denver.example.com, "*.denver.example.com"]
                """);
        assertEquals(new MaySend(true, true,
                List.of(DomainPattern.parse("denver.example.com"), DomainPattern.parse("*.denver.example.com"))),
                schedules.callers().getFirst().maySend());
    }

    @Test
    void smarthostIsLoggedInAt() throws IOException {
        Schedules schedules = read("""
                routes:
                  - { site: a, domains: "*", host: mail.example.net, port: 587, login: "Ä b@example.net",
                      password-file: secrets/denver }
                  - { site: b, domains: b.example, host: mail.example.net, tls: implicit, login: c,
                      token-file: secrets/denver }
                  - { site: c, domains: c.example, hosts: [x.example, y.example], tls: implicit }
                  - { site: d, domains: d.example, host: mail.example.net, tls: off, login: d,
                      login-without-tls: true, password-file: secrets/denver }
                """);
        String file = folder.resolve("secrets/denver").toString();
        assertEquals(new Transport.Smtp(Optional.of("mail.example.net"), 587,
                new PeerPolicy(Tls.MUST, Optional.of(new PeerLogin("Ä b@example.net", file, false, false)))),
                transport(schedules, "a"));
        assertEquals(new Transport.Smtp(Optional.of("mail.example.net"), 465,
                new PeerPolicy(Tls.IMPLICIT, Optional.of(new PeerLogin("c", file, true, false)))),
                transport(schedules, "b"));
        assertEquals(List.of(465, 465), transport(schedules, "c").several().orElseThrow().hosts().stream()
                .map(SiteHost::port).toList());
        assertEquals(new Transport.Smtp(Optional.of("mail.example.net"), 25,
                new PeerPolicy(Tls.OFF, Optional.of(new PeerLogin("d", file, false, true)))),
                transport(schedules, "d"));
    }

    @Test
    void warnsOfSecretsThatOthersMayRead() throws IOException {
        Path secret = folder.resolve("secrets/denver");
        Path file = Files.writeString(folder.resolve("night.yaml"), """
                routes:
                  - { site: a, domains: "*", host: mail.example.net, login: b, password-file: secrets/denver }
                """);
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));
        assertEquals(List.of(file + ":2:79: warning: routes[0].password-file: found a secret in " + secret
                + " that every user of this machine may read; expected: chmod o-r " + secret), warnings(file));
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r-----"));
        assertEquals(List.of(), warnings(file));
    }

    /** Hashes are for nobody to guess at. */
    @Test
    void warnsOfHashesOfCallersThatOthersMayRead() throws IOException {
        Path hashes = folder.resolve("secrets/callers/denver");
        Files.setPosixFilePermissions(hashes, PosixFilePermissions.fromString("rw-r--r--"));
        Path file = Files.writeString(folder.resolve("night.yaml"),
                "callers:\n  - { node: denver, login: denver, password-hash-file: secrets/callers/denver }\n");
        assertTrue(warnings(file).toString().contains("callers[0].password-hash-file: found a secret in " + hashes),
                () -> warnings(file).toString());
    }

    @Test
    void whatACallerMayHaveRunStandsInAFileThatNotEverybodyMayWrite() throws IOException {
        Path rules = Files.writeString(folder.resolve("secrets/commands"), "rnews /usr/bin/rnews\n");
        String callers = """
                callers:
                  - node: denver
                    login: denver
                    password-hash-file: secrets/callers/denver
                    commands: secrets/commands
                    smtp-batch: rsmtp
                """;
        Caller caller = read(callers).callers().getFirst();
        assertEquals(List.of(new CommandRule("rnews", List.of("/usr/bin/rnews"), List.of())), caller.commands());
        assertEquals(Optional.of("rsmtp"), caller.bundles().smtpBatch());
        Files.setPosixFilePermissions(rules, PosixFilePermissions.fromString("rw-rw-rw-"));
        Path file = folder.resolve("night.yaml");
        Reading reading = new ScheduleReader(DEFAULTS, LinkKinds.ALL).read(new SourceFiles(List.of(file)),
                Instant.parse("2026-11-20T12:00:00Z"));
        assertEquals(List.of(file + ":5:15: callers[0].commands: found " + rules + ", which every user of this machine "
                + "may write; expected a file that they may not (chmod o-w)"),
                assertInstanceOf(Reading.Bad.class, reading).problems().stream().map(Object::toString).toList());
    }

    private List<String> warnings(Path file) {
        Reading reading = new ScheduleReader(DEFAULTS, LinkKinds.ALL).read(new SourceFiles(List.of(file)),
                Instant.parse("2026-11-20T12:00:00Z"));
        return assertInstanceOf(Reading.Good.class, reading, reading::toString).warnings().stream()
                .map(Object::toString).toList();
    }

    private Schedules read(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("night.yaml"), yaml);
        Reading reading = new ScheduleReader(DEFAULTS, LinkKinds.ALL).read(new SourceFiles(List.of(file)),
                Instant.parse("2026-11-20T12:00:00Z"));
        return assertInstanceOf(Reading.Good.class, reading, reading::toString).schedules();
    }

    private static Transport transport(Schedules schedules, String site) {
        return schedules.routes().stream().filter(route -> route.site().equals(site)).map(Route::transport).findAny()
                .orElseThrow();
    }

    @Test
    void readsTheContract() throws IOException {
        Schedules schedules = read(
                """
                        links:
                          line1: { kind: modem, port: /dev/ttyUSB0, speed: 2400, init: ["ATZ"], dial: "ATDT{number}", answer: true }
                          cable: { kind: serial, port: /dev/ttyS1, speed: 9600 }
                          net:   { kind: uucp-tcp, listen: "127.0.0.1:5400" }
                        routes:
                          - { site: denver, domains: [denver.example.com], link: line1, number: "13035550100",
                              node: denver, login: hub, password-file: secrets/denver }
                        callers:
                          - { node: denver, login: denver, password-hash-file: secrets/callers/denver }
                        """);
        LineKeys port = new LineKeys(Path.of("/dev/ttyUSB0"), 2400, true, true, Optional.empty(), 240,
                Optional.empty());
        assertEquals(new ModemLink("line1", port, List.of("ATZ"), Map.of(), "ATDT{number}", "", 2,
                Duration.ofMinutes(1), Duration.ofSeconds(90), 1), schedules.links().get("line1"));
        assertEquals(new CableLink("cable", new LineKeys(Path.of("/dev/ttyS1"), 9600, false, false, Optional.empty(),
                960, Optional.empty())), schedules.links().get("cable"));
        assertEquals(Optional.of("127.0.0.1:5400"), ((UucpTcpLink) schedules.links().get("net")).listen());
        assertEquals(new Transport.Uucp("denver", Optional.of("13035550100"), Optional.of("hub"),
                Optional.of(folder.resolve("secrets/denver").toString())), transport(schedules, "denver"));
        assertEquals(List.of(new Caller("denver", "denver", folder.resolve("secrets/callers/denver"), false,
                BundlePolicy.USUAL, MaySend.EVERYWHERE)), schedules.callers());
        assertEquals(240, schedules.routes().getFirst().rate());
    }

    @Test
    void readsAPoolAndWhatElseAModemMayNeed() throws IOException {
        Schedules schedules = read("""
                links:
                  bank: { kind: modem-pool, modems: [line2, line1], rate: 9600bit/s }
                  line1: { kind: modem, port: /dev/ttyS1, speed: 38400, flow: none, rings: 0 }
                  line2: { kind: modem, port: /dev/ttyS2, speed: 38400, s-registers: { 7: 60, 10: 20 }, prefix: "9,",
                           redials: 5, redial-pause: 30s, connect-timeout: 2m, chat: "ogin: \\\\L" }
                routes:
                  - { site: a, domains: a.example.com, link: bank, number: 5550100, node: a }
                """);
        assertEquals(List.of("line2", "line1"), ((ModemPoolLink) schedules.links().get("bank")).modems());
        ModemLink line2 = (ModemLink) schedules.links().get("line2");
        assertEquals(Map.of(7, 60, 10, 20), line2.registers());
        assertEquals("9,", line2.prefix());
        assertEquals(Optional.of("ogin: \\L"), line2.line().chat());
        assertEquals(1200, schedules.routes().getFirst().rate());
    }

    @Test
    void namesAFarSideOnASocketByHostAndPort() throws IOException {
        Schedules schedules = read("""
                links: { net: { kind: uucp-tcp } }
                routes:
                  - { site: a, domains: a.example.com, link: net, node: a, host: a.example.com }
                  - { site: b, domains: b.example.com, link: net, node: b, host: "::1", port: 5400 }
                  - { site: c, domains: c.example.com, link: net, node: c }
                """);
        assertEquals(Optional.of("a.example.com:540"), ((Transport.Uucp) transport(schedules, "a")).number());
        assertEquals(Optional.of("[::1]:5400"), ((Transport.Uucp) transport(schedules, "b")).number());
        assertEquals(Optional.empty(), ((Transport.Uucp) transport(schedules, "c")).number());
    }

    @Test
    void readsLinksThatHaveToBeBroughtUp() throws IOException {
        Files.writeString(folder.resolve("isp"), "secret");
        Schedules schedules = read("""
                links:
                  line1: { kind: modem, port: /dev/ttyS1, speed: 38400 }
                  isp: { kind: dialup, modems: [line1], options: ["mtu   576", novj, "remotename 'my office'"],
                      user: hub, password-file: isp }
                  fixed: { kind: dialup, peer: office, modem-timeout: 20m, route-timeout: 30m }
                  sat: { kind: command, up: [/opt/sat, "on {site}"], down: /opt/sat-off, interface: wwan0 }
                routes:
                  - { site: a, domains: a.example.com, link: isp, number: 5550100, port: 2525 }
                  - { site: b, domains: b.example.com, link: fixed, host: 10.0.0.9, tls: "off" }
                  - { site: c, domains: c.example.com, link: sat, host: c.example.com }
                  - { site: d, domains: d.example.com, link: isp, number: 5550100, hosts: [10.0.0.9, 10.0.0.10] }
                  - { site: f, domains: f.example.com, link: isp, number: 5550100, hosts: { ask: "10.2.255.255:4463" } }
                  - { site: e, domains: e.example.com, link: sat, hosts: [10.0.0.9] }
                """);
        assertEquals(
                new Transport.DialUp(Optional.of("5550100"), Optional.of(new Transport.Asked("10.2.255.255", 4463)), 25,
                        Tls.MAY),
                transport(schedules, "f"));
        DialUpLink isp = (DialUpLink) schedules.links().get("isp");
        assertEquals(List.of("mtu 576", "novj", "remotename 'my office'"), isp.options());
        assertEquals(List.of(Duration.ofMinutes(2), Duration.ofMinutes(2)), isp.timeouts());
        CommandLink sat = (CommandLink) schedules.links().get("sat");
        assertEquals(List.of("/opt/sat", "on {site}"), sat.up());
        assertEquals(List.of("/opt/sat-off"), sat.down());
        assertEquals(new Transport.DialUp(Optional.of("5550100"), Optional.empty(), 2525, Tls.MAY),
                transport(schedules, "a"));
        assertEquals(new Transport.DialUp(Optional.empty(),
                Optional.of(new Transport.Smtp(Optional.of("10.0.0.9"), 25, Tls.OFF)), 25, Tls.OFF),
                transport(schedules, "b"));
        assertEquals(List.of(new SiteHost("10.0.0.9", 25, 10), new SiteHost("10.0.0.10", 25, 10)),
                transport(schedules, "d").several().orElseThrow().hosts());
        assertEquals(1, transport(schedules, "e").several().orElseThrow().hosts().size());
    }

    @Test
    void aSiteOnSocketsWithoutAHostIsNotCalledButCallsUs() throws IOException {
        Schedules schedules = read("""
                links:
                  net: { kind: uucp-tcp, listen: "127.0.0.1:5400" }
                routes:
                  - { site: denver, domains: denver.example.com, link: net, node: denver }
                  - { site: boston, domains: boston.example.com, link: net, node: boston, host: 127.0.0.1 }
                """);
        Instant noon = Instant.parse("2026-11-20T12:00:00Z");
        assertEquals(List.of(false, true), schedules.routes().stream().map(r -> r.window().isOpen(noon)).toList());
    }

    @Test
    void warnsOfAPortThatIsNotThere() throws IOException {
        Path file = Files.writeString(folder.resolve("night.yaml"),
                "links:\n  line1: { kind: modem, port: /dev/ttyUSB99, speed: 2400 }\n");
        Reading reading = new ScheduleReader(DEFAULTS, LinkKinds.ALL).read(new SourceFiles(List.of(file)),
                Instant.parse("2026-11-20T12:00:00Z"));
        assertEquals(
                List.of(file + ":2:31: warning: links.line1.port: found no port /dev/ttyUSB99 on this machine now; "
                        + "expected one by the time of the first call"),
                assertInstanceOf(Reading.Good.class, reading, reading::toString).warnings().stream()
                        .map(Object::toString).toList());
    }

    @Test
    void refusesACallerWhoseFileHasNoLineForIt() throws IOException {
        Path file = Files.writeString(folder.resolve("night.yaml"), "callers:\n  - { node: boston, login: boston, "
                + "password-hash-file: secrets/callers/denver }\n");
        Reading reading = new ScheduleReader(DEFAULTS, LinkKinds.ALL).read(new SourceFiles(List.of(file)),
                Instant.parse("2026-11-20T12:00:00Z"));
        assertEquals(List.of(file + ":2:56: callers[0].password-hash-file: found no line for boston in "
                + folder.resolve("secrets/callers/denver")
                + "; expected one as \"packetboat password boston\" prints it"),
                assertInstanceOf(Reading.Bad.class, reading).problems().stream().map(Object::toString).toList());
    }
}

package org.packetboat.schedules.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.engine.calls.CallBudget;
import org.packetboat.engine.calls.CallLimits;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.peer.Tls;
import org.packetboat.engine.route.AtClose;
import org.packetboat.engine.route.DomainPattern;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.RouteTable;
import org.packetboat.engine.route.Transport;
import org.packetboat.engine.route.Window;
import org.packetboat.engine.tariff.Tariff;
import org.packetboat.schedules.file.link.IpLink;
import org.packetboat.schedules.file.link.LinkKind;
import org.packetboat.schedules.file.link.LinkSettings;
import org.packetboat.schedules.yaml.Problems;

class ScheduleReaderTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final ScheduleDefaults DEFAULTS = new ScheduleDefaults(Duration.ofSeconds(10), 6,
            Duration.ofHours(12));

    /** A link of a kind that this module knows nothing of. */
    private record Pigeon(String name, String loft, long rate) implements LinkSettings {
        @Override
        public String kind() {
            return "pigeon";
        }

        @Override
        public List<Duration> timeouts() {
            return List.of(Duration.ofSeconds(45), Duration.ofSeconds(90));
        }
    }

    private static final LinkKind PIGEON = new LinkKind("pigeon", List.of("loft"), (name, section) -> section
            .need("loft", "a loft").flatMap(v -> v.text("a loft")).map(loft -> new Pigeon(name, loft, 7)));

    private static Reading read(String... files) {
        List<Source> sources = java.util.stream.IntStream.range(0, files.length)
                .mapToObj(i -> new Source("f" + i + ".yaml", files[i].getBytes(StandardCharsets.UTF_8))).toList();
        return new ScheduleReader(DEFAULTS, List.of(IpLink.KIND, PIGEON)).read(sources, new Problems(), NOW);
    }

    private static Schedules good(String... files) {
        Reading reading = read(files);
        return assertInstanceOf(Reading.Good.class, reading, reading::toString).schedules();
    }

    private static Route only(String file) {
        return good(file).routes().getFirst();
    }

    @Test
    void readsHowManyCallsMayBeMadeToARouteAndOverItsLink() {
        Route route = only(
                """
                        links: { loft: { kind: pigeon, loft: roof, limits: { calls-per-day: 40, minutes-per-day: 60 } } }
                        routes:
                          - { site: a, domains: a.example, link: loft, host: a, limits: { calls-per-hour: 4, longest-call: 20m } }
                        """);
        assertEquals(new CallBudget(
                new CallLimits(Optional.of(4), Optional.empty(), Optional.empty(), Optional.of(Duration.ofMinutes(20))),
                new CallLimits(Optional.empty(), Optional.of(40), Optional.of(Duration.ofHours(1)), Optional.empty())),
                route.terms().calls());
        assertEquals(CallBudget.NONE, only("routes: [{ site: a, domains: a.example, host: a }]").terms().calls());
    }

    @Test
    void readsWhatCallsOverALinkCost() {
        Tariff tariff = only("""
                zone: Europe/Berlin
                windows: { night: { open: "21:00", close: "06:00" } }
                links:
                  loft:
                    kind: pigeon
                    loft: roof
                    tariff:
                      { currency: EUR, per-minute: 0.12, per-megabyte: 1, connect: 0.06, minimum: "0.20", step: 60s,
                        times: [{ window: night, per-minute: 0.03 }, { window: always, per-megabyte: 2 }] }
                routes: [{ site: a, domains: a.example, link: loft, host: a }]
                """).terms().tariff().orElseThrow();
        Duration minutes = Duration.ofSeconds(200);
        assertEquals("2.54 EUR", tariff.charge(NOW, minutes, 1_000_000).toString());
        Instant nine = Instant.parse("2026-11-20T20:00:00Z");
        assertEquals("1.18 EUR", tariff.charge(nine, minutes, 1_000_000).toString());
        assertEquals("0.20 EUR", tariff.charge(nine, Duration.ofSeconds(20), 0).toString());
        assertEquals("2.27 EUR", tariff.charge(nine.minusSeconds(60), minutes, 1_000_000).toString());
        assertEquals("2.54 EUR", tariff.charge(nine.plus(Duration.ofHours(9)), minutes, 1_000_000).toString());
        assertEquals(Optional.empty(), only("routes: [{ site: a, domains: a.example, host: a }]").terms().tariff());
    }

    @Test
    void readsTheContract() {
        Route route = only("""
                zone: America/Los_Angeles
                windows:
                  east:   { days: mon-fri, open: "03:00", close: "04:00" }
                  always: { open: "00:00", close: "24:00" }
                links:
                  lan: { kind: ip }
                routes:
                  - site: new-york
                    domains: [ny.example.com, "*.ny.example.com"]
                    window: east                 # a name, or a window written out in place
                    link: lan
                    host: mail.ny.example.com
                    port: 25
                    cost: 2
                    msdead: 4h
                """);
        assertEquals(List.of(new DomainPattern.Exactly(new Domain("ny.example.com")),
                new DomainPattern.Below(new Domain("ny.example.com"))), route.domains());
        assertEquals(new Transport.Smtp(Optional.of("mail.ny.example.com"), 25, Tls.MAY), route.transport());
        assertEquals(new Interval(Instant.parse("2026-11-23T11:00:00Z"), Instant.parse("2026-11-23T12:00:00Z")),
                route.window().from(Instant.parse("2026-11-21T00:00:00Z")).orElseThrow());
        assertEquals("new-york east lan 2 PT4H PT1M DRAIN", String.join(" ", route.site(), route.windowName(),
                route.link(), "" + route.cost(), "" + route.msdead().time(), "" + route.retry(), "" + route.atClose()));
    }

    @Test
    void aRouteMaySayNoMoreThanItsSiteAndDomains() {
        Route route = only("routes: [ { site: world, domains: \"*\" } ]");
        assertSame(Window.ALWAYS, route.window());
        assertEquals(new Transport.Smtp(Optional.empty(), 25, Tls.MAY), route.transport());
        assertEquals("ip", route.link());
        assertEquals(Duration.ofHours(12), route.msdead().time());
        assertEquals(Duration.ofMinutes(1), route.retry());
    }

    @Test
    void aRoutesOwnTimersAndTermsWin() {
        Route route = only("""
                routes:
                  - { site: a, domains: a.example.com, msfsleep: 30s, msfrsleep: 4, msdead: 1h30m, at-close: cut,
                      tls: must, rate: 9600bit/s, cost: 1, host: "2001:db8::1", port: 2525 }
                """);
        assertEquals(Duration.ofMinutes(2), route.retry());
        assertEquals(Duration.ofMinutes(90), route.msdead().time());
        assertEquals(AtClose.CUT, route.atClose());
        assertEquals(new Transport.Smtp(Optional.of("2001:db8::1"), 2525, Tls.MUST), route.transport());
        assertEquals(1200, route.rate());
    }

    @Test
    void oneWindowServesRoutesInTheirOwnZones() {
        Schedules schedules = good("""
                windows: { night: { open: "03:00", close: "06:00" } }
                routes:
                  - { site: ny, zone: America/New_York, domains: ny.example.com, window: night }
                  - { site: ny2, zone: America/New_York, domains: ny2.example.com, window: night }
                  - { site: la, zone: America/Los_Angeles, domains: la.example.com, window: night }
                """);
        Window newYork = schedules.routes().getFirst().window();
        assertEquals(Instant.parse("2026-11-21T08:00:00Z"), newYork.from(NOW).orElseThrow().open());
        assertEquals(Instant.parse("2026-11-20T11:00:00Z"),
                schedules.routes().getLast().window().from(NOW).orElseThrow().open());
        assertSame(newYork, schedules.routes().get(1).window());
    }

    @Test
    void aWindowsOwnZoneWinsOverTheRoutesAndTheFiles() {
        Route route = only("""
                zone: Asia/Tokyo
                routes: [ { site: a, domains: a.example.com, zone: Europe/Rome,
                            window: { zone: UTC, open: 03:00, close: 6:00 } } ]
                """);
        assertEquals(Instant.parse("2026-11-21T03:00:00Z"), route.window().from(NOW).orElseThrow().open());
        assertEquals("03:00 6:00 UTC", route.windowName());
    }

    @Test
    void namesAreSharedByAllFiles() {
        Schedules schedules = good("""
                routes: [ { site: a, domains: a.example.com, window: night, link: leased } ]
                """, """
                zone: UTC
                holidays: { h: 2026-11-21 }
                links: { leased: { kind: ip, rate: 64kbit/s } }
                windows: { night: { open: "03:00", close: "06:00", holidays: h } }
                """);
        assertEquals(Instant.parse("2026-11-22T03:00:00Z"),
                schedules.routes().getFirst().window().from(NOW).orElseThrow().open());
        assertEquals(8000, schedules.routes().getFirst().rate());
    }

    @Test
    void aListOfWindowsIsOpenWheneverOneIs() {
        Route route = only("""
                zone: UTC
                windows:
                  a: { open: "03:00", close: "04:00" }
                  b: [a, { cron: "0 0 5 * * ?", for: 1h }]
                routes: [ { site: a, domains: a.example.com, window: [b, { open: "04:00", close: "05:00" }] } ]
                """);
        assertEquals(new Interval(Instant.parse("2026-11-21T03:00:00Z"), Instant.parse("2026-11-21T06:00:00Z")),
                route.window().from(NOW).orElseThrow());
    }

    @Test
    void otherKindsOfLinksBringTheirOwnKeys() {
        Schedules schedules = good("""
                links: { coop: { kind: pigeon, loft: north } }
                routes: [ { site: a, domains: a.example.com, link: coop } ]
                """);
        assertEquals(new Pigeon("coop", "north", 7), schedules.links().get("coop"));
        assertEquals(7, schedules.routes().getFirst().rate());
    }

    @Test
    void warnsWhenTheLineHangsUpBeforeTheNextAttempt() {
        Reading reading = read("""
                links: { coop: { kind: pigeon, loft: north } }
                routes: [ { site: a, domains: a.example.com, link: coop } ]
                """);
        assertEquals("f0.yaml:2:11: warning: routes[0]: found a retry of msfsleep x msfrsleep = 60s on link coop; "
                + "expected less than its lower timeout, 45s",
                ((Reading.Good) reading).warnings().getFirst().toString());
    }

    /** Mail of Friday's early morning would be returned before Monday's window opens. */
    @Test
    void warnsWhereMailIsReturnedBeforeTheWindowOpens() {
        String window = "zone: UTC\nwindows: { east: { days: mon-fri, open: \"03:00\", close: \"04:00\" } }\n";
        String route = "routes: [ { site: a, domains: a.example.com, window: east, msdead: %s } ]";
        String warning = ((Reading.Good) read(window + route.formatted("4h"))).warnings().getFirst().toString();
        assertTrue(
                warning.startsWith("f0.yaml:3:11: warning: routes[0]: found an msdead of 4 h on a window that is shut "
                        + "for 71 h at a time (east, from "),
                warning);
        assertTrue(warning.endsWith("Z); expected more: mail that comes in between is returned untried"), warning);
        assertEquals(1, ((Reading.Good) read(window + route.formatted("71h"))).warnings().size());
        assertEquals(List.of(), ((Reading.Good) read(window + route.formatted("72h"))).warnings());
    }

    /** The same for mail with windows of its own, where the route is open all the time. */
    @Test
    void warnsWhereMailWithWindowsOfItsOwnIsReturnedBeforeTheyOpen() {
        String windows = "zone: UTC\nwindows: { sunday: { days: sun, open: \"03:00\", close: \"09:00\" } }\n";
        String route = "routes: [ { site: a, domains: a.example.com, msdead: %s, %s } ]";
        String grades = "grades: [ { below: 4, window: sunday } ]";
        String large = "max-message-size: 2MB, larger-mail: sunday";
        for (String terms : List.of(grades, large)) {
            String warning = ((Reading.Good) read(windows + route.formatted("3d", terms))).warnings().getFirst()
                    .toString();
            assertTrue(warning.contains(": found an msdead of 72 h on a window that is shut for 162 h at a time (that "
                    + "of mail " + (terms.equals(grades) ? "below 4" : "above 2097152 bytes") + ", sunday, from "),
                    warning);
            assertEquals(List.of(), ((Reading.Good) read(windows + route.formatted("8d", terms))).warnings());
        }
    }

    /** Who writes 03:00 to 03:00 mostly means another close. All day is 00:00 to 24:00, or any hour to itself. */
    @Test
    void warnsWhereAWindowClosesWhenItOpens() {
        String found = ": found the same time as \"open\", so this window is open for 24 hours; expected another time, "
                + "or \"00:00\" and \"24:00\" for a whole day";
        String route = "\nroutes: [ { site: a, domains: a.example.com, window: %s } ]";
        assertEquals("f0.yaml:2:50: warning: windows.w.close" + found, warning("zone: UTC\n"
                + "windows: { w: { days: mon, open: \"03:00\", close: \"3:00\" } }" + route.formatted("w")));
        assertEquals("f0.yaml:2:102: warning: routes[0].window.also.close" + found,
                warning("zone: UTC" + route.formatted("{ also: { on: 2026-12-27, open: \"00:00\", "
                        + "close: \"00:00:00\" } }")));
        String day = "zone: UTC\nwindows: { w: { days: mon-sun, open: \"00:00\", close: \"24:00\" } }";
        assertEquals(List.of(), ((Reading.Good) read(day + route.formatted("w"))).warnings());
        String night = "zone: UTC\nwindows: { w: { open: \"22:00\", close: \"21:59\" } }";
        assertEquals(List.of(), ((Reading.Good) read(night + route.formatted("w"))).warnings());
    }

    private static String warning(String file) {
        return String.join("\n", ((Reading.Good) read(file)).warnings().stream().map(Object::toString)
                .filter(text -> text.contains(".close")).toList());
    }

    @Test
    void warnsOfAWindowThatOpensInMonthsOnly() {
        String text = "zone: UTC\nroutes: [ { site: a, domains: a.example.com, msdead: 5d, "
                + "window: { cron: \"0 0 3 1 3 ?\", for: 1h } } ]";
        String warning = ((Reading.Good) read(text)).warnings().getFirst().toString();
        assertTrue(warning.contains("shut for 87"), warning);
    }

    /** One that opens every minute has tens of thousands of openings in five weeks. */
    @Test
    void looksAtAWindowThatOpensOftenWithoutDelay() {
        String text = "zone: UTC\nroutes: [ { site: a, domains: a.example.com, msdead: 2m, "
                + "window: { cron: \"0 * * * * ?\", for: 20s } } ]";
        assertEquals(List.of(), ((Reading.Good) read(text)).warnings());
    }

    @Test
    void warnsOfAWindowThatIsOver() {
        Reading reading = read("zone: UTC\nwindows: { w: { also: { on: 2026-01-02, open: 1:00, close: 2:00 } } }");
        assertEquals("f0.yaml:2:15: warning: windows.w: found a window that is over and will not open again",
                ((Reading.Good) reading).warnings().getFirst().toString());
    }

    @Test
    void aByteOrderMarkDoesNoHarm() {
        assertEquals(1, good("\ufeffroutes: [ { site: a, domains: a.example.com } ]").routes().size());
    }

    @Test
    void readsTenThousandSites() {
        StringBuilder file = new StringBuilder(
                "zone: UTC\nwindows: { n: { open: \"03:00\", close: \"04:00\" } }\nroutes:\n");
        for (int i = 0; i < 10_000; i++) {
            file.append("  - { site: s").append(i).append(", domains: s").append(i)
                    .append(".example.com, window: n }\n");
        }
        assertEquals("s9999",
                new RouteTable(good(file.toString()).routes()).candidates(new Domain("s9999.example.com")).getFirst()
                        .site());
    }

    @Test
    void takesTheFilesOfAFolderByNameAndLeavesTheRest(@TempDir Path folder) throws IOException {
        for (String name : List.of("b.yml", "a.yaml", ".hidden.yaml", "notes.txt", "c.yaml~")) {
            Files.writeString(folder.resolve(name), "");
        }
        Files.createDirectory(folder.resolve("d.yaml"));
        Path extra = Files.writeString(folder.resolve("notes.txt"), "");
        List<Source> sources = new SourceFiles(List.of(folder, extra, folder.resolve("a.yaml"))).read(new Problems());
        assertEquals(List.of("a.yaml", "b.yml", "notes.txt"),
                sources.stream().map(s -> Path.of(s.name()).getFileName().toString()).toList());
    }

    @Test
    void aMissingFileIsAProblem(@TempDir Path folder) {
        Path missing = folder.resolve("night.yaml");
        Reading reading = new ScheduleReader(DEFAULTS, List.of(IpLink.KIND)).read(new SourceFiles(List.of(missing)),
                NOW);
        assertTrue(((Reading.Bad) reading).problems().getFirst().toString()
                .endsWith("night.yaml: file not found; expected a file or a folder of them"));
    }
}

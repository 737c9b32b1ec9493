package org.packetboat.app.cli.night;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.app.cli.PacketboatCommand;
import org.packetboat.app.cli.shell.ExitCodes;

/** By which route mail would go, asked on the command line of a machine on which no server runs. */
class RouteCommandTest {
    @TempDir
    private Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void write() throws IOException {
        Files.createDirectory(folder.resolve("schedules"));
        Files.writeString(folder.resolve("packetboat.yaml"), """
                server: hub.example.com
                local-domains: [hub.example.com]
                aliases: aliases.yaml
                msdead: 2d
                """);
        Files.writeString(folder.resolve("aliases.yaml"), "both: [ann@hub.example.com, bob@ny.example.com]\n");
        Files.writeString(folder.resolve("schedules/night.yaml"), """
                zone: UTC
                windows: { night: { open: "22:00", close: "23:00" } }
                routes:
                  - { site: modem, domains: ["*.example.com", ny.example.com], window: night, cost: 3,
                      host: 127.0.0.1, port: 1, rate: 8kbit/s }
                  - { site: sat, domains: ny.example.com, cost: 9, host: 127.0.0.1, port: 1, rate: 8kbit/s }
                """);
    }

    private int route(String... more) {
        return routeAt("2030-03-29T12:00", more);
    }

    private int routeAt(String at, String... more) {
        List<String> all = new ArrayList<>(List.of("route", "-c", folder.resolve("packetboat.yaml").toString(),
                "--at", at, "--zone", "UTC"));
        all.addAll(List.of(more));
        return PacketboatCommand.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
    }

    @Test
    void theWholeDecisionIsTold() {
        assertEquals(ExitCodes.OK, route("bob@ny.example.com"), err::toString);
        String file = folder.resolve("schedules/night.yaml").toString();
        List<String> lines = out.toString().lines().map(line -> line.replaceAll(" {2,}", "  ")).toList();
        assertEquals(List.of(
                "bob@ny.example.com, Fri 2030-03-29 12:00:00 UTC: by modem, since it is the best of those by which "
                        + "mail is there in time",
                "SITE  WINDOW  COST  STATE  GOES  THERE  RULE  WHY",
                "modem  night  3  unavailable (16)  Fri 2030-03-29 22:00:00 UTC  Fri 2030-03-29 22:00:04 UTC  "
                        + "ny.example.com (" + file + ":4:47)  taken",
                "sat  always  9  open (9)  Fri 2030-03-29 12:00:00 UTC  Fri 2030-03-29 12:00:04 UTC  "
                        + "ny.example.com (" + file + ":6:27)  its cost is higher",
                "It would come back undelivered at Sun 2030-03-31 12:00:00 UTC."), lines);
    }

    @Test
    void aDeadlineChangesIt() {
        assertEquals(ExitCodes.OK, route("ny.example.com", "--by", "2030-03-29T20:00"));
        assertTrue(out.toString().startsWith("ny.example.com, Fri 2030-03-29 12:00:00 UTC: by sat, since"),
                out::toString);
        assertTrue(out.toString().contains("mail would be there too late by it"), out::toString);
        assertTrue(out.toString().contains("It has to be there by Fri 2030-03-29 20:00:00 UTC."), out::toString);
    }

    @Test
    void groupsAndLocalMailAreTold() {
        assertEquals(ExitCodes.OK, route("both@hub.example.com"));
        assertTrue(out.toString().contains("ann@hub.example.com, Fri 2030-03-29 12:00:00 UTC: stays here"),
                out::toString);
        assertTrue(out.toString().contains("bob@ny.example.com, Fri 2030-03-29 12:00:00 UTC: by modem"), out::toString);
    }

    @Test
    void whatNothingServesIsTold() {
        assertEquals(ExitCodes.FAILED, route("x@elsewhere.example"));
        assertEquals("x@elsewhere.example: no route serves it. It is refused with 550 5.4.4 (unroutable: refuse)",
                out.toString().strip());
        assertEquals(ExitCodes.USAGE, route("a b@c"));
        assertTrue(err.toString().contains("found \"a b@c\"; expected an address or a domain"), err::toString);
    }

    @Test
    void scriptsGetALineForEachWay() {
        assertEquals(ExitCodes.OK, route("x@sf.example.com", "--size", "8MB", "--json"));
        assertEquals(
                "{\"schema\":1,\"kind\":\"way\",\"address\":\"x@sf.example.com\",\"site\":\"modem\",\"taken\":true,"
                        + "\"why\":\"no way is in time, and mail is there first by this\",\"window\":\"night\","
                        + "\"cost\":3,\"state\":\"unavailable\",\"hops\":16,"
                        + "\"goes\":\"2030-03-29T22:00:00Z\",\"goesSeconds\":1901052000,"
                        + "\"there\":\"2030-03-31T22:19:48Z\",\"thereSeconds\":1901225988,\"rule\":\"*.example.com\","
                        + "\"file\":\"" + folder.resolve("schedules/night.yaml") + "\",\"line\":4,\"largest\":3599000,"
                        + "\"callCost\":0.0,\"currency\":\"\"}",
                out.toString().strip());
    }

    /** A minute at night, three cents; the same minute by day, twelve. */
    @Test
    void whatTheCallCostsIsTold() throws IOException {
        Files.writeString(folder.resolve("schedules/night.yaml"), """
                zone: UTC
                windows:
                  night: { open: "22:00", close: "23:00" }
                  cheap: { open: "21:00", close: "06:00" }
                links:
                  phone:
                    kind: uucp-tcp
                    rate: 8kbit/s
                    tariff: { currency: EUR, connect: 0.06, per-minute: 0.12, step: 60s,
                              times: [{ window: cheap, per-minute: 0.03 }] }
                routes:
                  - { site: modem, domains: ny.example.com, link: phone, window: night, host: 127.0.0.1, node: n }
                  - { site: day, domains: ny.example.com, link: phone, cost: 9, host: 127.0.0.1, node: d }
                  - { site: free, domains: ny.example.com, cost: 10, host: 127.0.0.1 }
                """);
        assertEquals(ExitCodes.OK, route("ny.example.com"), err::toString);
        List<String> lines = out.toString().lines().map(line -> line.replaceAll(" {2,}", "  ")).toList();
        assertEquals("SITE  WINDOW  COST  STATE  GOES  THERE  CALL COST  RULE  WHY", lines.get(1));
        assertTrue(lines.get(2).contains("22:00:04 UTC  0.09 EUR  ny.example.com ("), lines.get(2));
        assertTrue(lines.get(3).contains("12:00:04 UTC  0.18 EUR  ny.example.com ("), lines.get(3));
        out.getBuffer().setLength(0);
        assertEquals(ExitCodes.OK, routeAt("2030-03-29T21:30", "ny.example.com", "--json"), err::toString);
        assertTrue(out.toString().lines().toList().get(1).endsWith("\"callCost\":0.09,\"currency\":\"EUR\"}"),
                out::toString);
        assertTrue(out.toString().lines().toList().get(2).endsWith("\"callCost\":0.0,\"currency\":\"\"}"),
                out::toString);
    }

    @Test
    void waysAreWeighedByTheWindowsOfRoutesAsServersDo() throws IOException {
        Files.writeString(folder.resolve("schedules/night.yaml"), """
                zone: UTC
                windows: { night: { open: "22:00", close: "23:00" } }
                routes:
                  - { site: main, domains: ny.example.com, cost: 1, host: 127.0.0.1, port: 1, rate: 8kbit/s,
                      grades: [{ below: 4, window: night }] }
                  - { site: sat, domains: ny.example.com, cost: 9, host: 127.0.0.1, port: 1, rate: 8kbit/s }
                """);
        assertEquals(ExitCodes.OK, route("bob@ny.example.com", "--by", "2030-03-29T15:00", "--json"), err::toString);
        String first = out.toString().lines().findFirst().orElseThrow();
        assertTrue(first.contains("\"site\":\"main\",\"taken\":true"), first);
        assertTrue(first.contains("\"state\":\"open\""), first);
        assertTrue(first.contains("\"goes\":\"2030-03-29T22:00:00Z\""), first);
    }

    @Test
    void whatGoesOnceItWasAskedForHasNoTimes() throws IOException {
        Files.writeString(folder.resolve("schedules/night.yaml"), """
                routes:
                  - { site: main, domains: ny.example.com, host: 127.0.0.1, port: 1, rate: 8kbit/s,
                      max-message-size: 1MB, larger-mail: offer }
                """);
        assertEquals(ExitCodes.OK, route("bob@ny.example.com", "--size", "3MB", "--json"), err::toString);
        assertTrue(out.toString().contains("\"goes\":\"\",\"goesSeconds\":null,\"there\":\"\""), out::toString);
        assertEquals(ExitCodes.OK, route("bob@ny.example.com", "--size", "3MB"), err::toString);
        assertTrue(out.toString().contains("once asked for"), out::toString);
    }

    @Test
    void hoursOfMailOfLowPriorityAreTold() throws IOException {
        Files.writeString(folder.resolve("schedules/night.yaml"), """
                zone: UTC
                windows: { cheap: { open: "22:00", close: "06:00" } }
                routes:
                  - { site: modem, domains: ny.example.com, host: 127.0.0.1, port: 1, rate: 8kbit/s,
                      grades: [{ below: 4, window: cheap }] }
                """);
        assertEquals(ExitCodes.OK, route("ny.example.com"), err::toString);
        assertTrue(out.toString().contains("Fri 2030-03-29 22:00:04 UTC"), out::toString);
        assertTrue(out.toString().contains("Below priority 4, modem is called for mail only in window cheap (grades)."),
                out::toString);
        out.getBuffer().setLength(0);
        assertEquals(ExitCodes.OK, route("ny.example.com", "--priority", "4"), err::toString);
        assertTrue(out.toString().contains("Fri 2030-03-29 12:00:04 UTC"), out::toString);
        assertEquals(ExitCodes.USAGE, route("ny.example.com", "--priority", "10"));
        assertTrue(err.toString().contains("priority is 10; expected -9 to 9"), err::toString);
    }

    private void rules() throws IOException {
        Files.writeString(folder.resolve("schedules/rules.yaml"),
                """
                        zone: UTC
                        rules:
                          - { name: copy, recipients: both@hub.example.com, journal: log@hub.example.com, priority: 3 }
                          - { name: clerk, logins: clerk, recipients: ny.example.com, action: hold }
                          - { name: large, larger-than: 1MB, recipients: ny.example.com, during: { open: "08:00", close: "18:00" },
                              action: refuse }
                        """);
    }

    private String told(int exit, String... arguments) {
        out.getBuffer().setLength(0);
        assertEquals(exit, route(arguments), err::toString);
        return out.toString().lines().findFirst().orElseThrow();
    }

    @Test
    void deliveryRuleThatDecidesIsTold() throws IOException {
        rules();
        String file = folder.resolve("schedules/rules.yaml").toString();
        assertEquals("No delivery rule decides: the mail is taken.",
                told(ExitCodes.OK, "bob@ny.example.com", "--from", "x@y.example"));
        assertEquals("Rule large (" + file + ":5:5) decides: the mail is refused with 552 5.3.4 Message is larger than "
                + "the rule large lets through.",
                told(ExitCodes.FAILED, "bob@ny.example.com", "--from", "x@y.example", "--size", "2MB"));
        assertEquals("Rule clerk (" + file + ":4:5) decides: the mail is taken, and waits for an operator.",
                told(ExitCodes.OK, "bob@ny.example.com", "--from", "<>", "--login", "clerk", "--size", "2MB"));
        assertEquals(
                "No delivery rule decides: the mail is taken, with priority 3, with a copy to log@hub.example.com.",
                told(ExitCodes.OK, "both@hub.example.com", "--from", "x@y.example"));
        assertEquals("{\"schema\":1,\"kind\":\"ruling\",\"address\":\"both@hub.example.com\","
                + "\"member\":\"ann@hub.example.com\",\"verdict\":\"accept\",\"rule\":\"\",\"place\":\"\","
                + "\"reply\":\"\",\"priority\":\"3\",\"journals\":\"log@hub.example.com\"}",
                told(ExitCodes.OK, "both@hub.example.com", "--from", "x@y.example", "--json"));
    }

    @Test
    void rulesAreAskedOnlyAboutMailOfASender() throws IOException {
        rules();
        assertTrue(told(ExitCodes.OK, "bob@ny.example.com", "--size", "2MB").startsWith("bob@ny.example.com, "));
        assertEquals(ExitCodes.USAGE, route("bob@ny.example.com", "--login", "clerk"));
        assertTrue(err.toString().contains("found no --from"), err::toString);
        assertEquals(ExitCodes.USAGE, route("bob@ny.example.com", "--from", "x@y.example", "--client", "here"));
        assertTrue(err.toString().contains("--client: found \"here\"; expected an IP address"), err::toString);
    }
}

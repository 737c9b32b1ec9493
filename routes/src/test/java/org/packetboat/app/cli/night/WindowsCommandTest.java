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

/** When windows open next, asked on the command line of a machine on which no server runs. */
class WindowsCommandTest {
    private static final String NO_PRICES = ",\"prices\":{\"currency\":\"\",\"connect\":0.0,\"minimum\":0.0,"
            + "\"stepSeconds\":0,\"rates\":[]}}";

    @TempDir
    private Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void write() throws IOException {
        Files.createDirectory(folder.resolve("schedules"));
        Files.writeString(folder.resolve("packetboat.yaml"), "server: hub.example.com\n");
        Files.writeString(folder.resolve("schedules/night.yaml"), """
                zone: Europe/Berlin
                windows: { night: { days: mon-fri, open: "02:00", close: "04:30" } }
                routes:
                  - { site: east, domains: east.example, window: night, host: 127.0.0.1, port: 1 }
                  - { site: west, domains: west.example, host: 127.0.0.1, port: 1 }
                """);
    }

    private int windows(String... more) {
        List<String> all = new ArrayList<>(List.of("windows", "-c", folder.resolve("packetboat.yaml").toString(),
                "--from", "2030-03-29T02:10", "--zone", "Europe/Berlin"));
        all.addAll(List.of(more));
        return PacketboatCommand.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
    }

    @Test
    void tableShowsTheNextOpeningsOfAllSites() {
        assertEquals(ExitCodes.OK, windows());
        assertEquals(List.of(
                "SITE  WINDOW  OPENS                                      CLOSES                        LASTS",
                "east  night   is open since Fri 2030-03-29 02:00:00 CET  Fri 2030-03-29 04:30:00 CET   2 h 30 min"),
                out.toString().lines().limit(2).toList());
        assertTrue(out.toString().contains("Mon 2030-04-01 02:00:00 CEST"), out.toString());
        assertTrue(out.toString().contains("always open"), out.toString());
    }

    @Test
    void jsonHasALineForEachOpening() {
        assertEquals(ExitCodes.OK, windows("east", "--count", "2", "--json"));
        assertEquals(List.of(
                "{\"schema\":1,\"kind\":\"opening\",\"site\":\"east\",\"window\":\"night\",\"state\":\"open\","
                        + "\"open\":\"2030-03-29T01:00:00Z\",\"openSeconds\":1900976400,"
                        + "\"close\":\"2030-03-29T03:30:00Z\",\"closeSeconds\":1900985400"
                        + NO_PRICES,
                "{\"schema\":1,\"kind\":\"opening\",\"site\":\"east\",\"window\":\"night\",\"state\":\"closed\","
                        + "\"open\":\"2030-04-01T00:00:00Z\",\"openSeconds\":1901232000,"
                        + "\"close\":\"2030-04-01T02:30:00Z\",\"closeSeconds\":1901241000"
                        + NO_PRICES),
                out.toString().lines().toList());
    }

    /** Dear until three, then cheap. */
    private void writeTariff() throws IOException {
        Files.writeString(folder.resolve("schedules/night.yaml"), """
                zone: Europe/Berlin
                windows:
                  night: { days: mon-fri, open: "02:00", close: "04:30" }
                  cheap: { open: "03:00", close: "06:00" }
                links:
                  phone:
                    kind: uucp-tcp
                    tariff: { currency: EUR, connect: 0.06, per-minute: 0.12, minimum: 0.1, step: 60s,
                              times: [{ window: cheap, per-minute: 0.03 }] }
                routes:
                  - { site: east, domains: east.example, link: phone, window: night, host: 127.0.0.1, node: e }
                  - { site: west, domains: west.example, link: phone, host: 127.0.0.1, node: w }
                """);
    }

    @Test
    void tableShowsWhatCallsCostInEachOpening() throws IOException {
        writeTariff();
        assertEquals(ExitCodes.OK, windows("east", "--count", "2"), err::toString);
        List<String> lines = out.toString().lines().map(line -> line.replaceAll(" {2,}", "  ")).toList();
        assertEquals(List.of("SITE  WINDOW  OPENS  CLOSES  LASTS  PRICE",
                "east  night  is open since Fri 2030-03-29 02:00:00 CET  Fri 2030-03-29 04:30:00 CET  2 h 30 min  "
                        + "0.12 EUR/min, from Fri 03:00 0.03 EUR/min",
                "east  night  Mon 2030-04-01 02:00:00 CEST  Mon 2030-04-01 04:30:00 CEST  2 h 30 min  "
                        + "0.12 EUR/min, from Mon 03:00 0.03 EUR/min"),
                lines);
    }

    @Test
    void ofAWindowThatIsAlwaysOpenTheNextPricesAreShown() throws IOException {
        writeTariff();
        assertEquals(ExitCodes.OK, windows("west"), err::toString);
        assertTrue(out.toString().contains("0.12 EUR/min, from Fri 03:00 0.03 EUR/min, from Fri 06:00 0.12 EUR/min, "
                + "from Sat 03:00 0.03 EUR/min and 12 more"), out::toString);
    }

    @Test
    void jsonTellsWhichPartOfAnOpeningIsCheap() throws IOException {
        writeTariff();
        assertEquals(ExitCodes.OK, windows("east", "--count", "1", "--json"), err::toString);
        assertTrue(out.toString().strip().endsWith(",\"prices\":{\"currency\":\"EUR\",\"connect\":0.06,"
                + "\"minimum\":0.1,\"stepSeconds\":60,\"rates\":["
                + "{\"from\":\"2030-03-29T01:10:00Z\",\"fromSeconds\":1900977000,\"perMinute\":0.12,"
                + "\"perMegabyte\":0.0,\"words\":\"0.12 EUR/min\",\"cheapest\":false},"
                + "{\"from\":\"2030-03-29T02:00:00Z\",\"fromSeconds\":1900980000,\"perMinute\":0.03,"
                + "\"perMegabyte\":0.0,\"words\":\"0.03 EUR/min\",\"cheapest\":true}]}}"), out::toString);
    }

    @Test
    void unknownSiteIsRefused() {
        assertEquals(ExitCodes.FAILED, windows("north"));
        assertTrue(err.toString().contains("no route of the schedule has the site \"north\""), err.toString());
    }
}

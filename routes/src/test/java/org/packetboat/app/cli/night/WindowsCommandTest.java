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
                        + "\"close\":\"2030-03-29T03:30:00Z\",\"closeSeconds\":1900985400}",
                "{\"schema\":1,\"kind\":\"opening\",\"site\":\"east\",\"window\":\"night\",\"state\":\"closed\","
                        + "\"open\":\"2030-04-01T00:00:00Z\",\"openSeconds\":1901232000,"
                        + "\"close\":\"2030-04-01T02:30:00Z\",\"closeSeconds\":1901241000}"),
                out.toString().lines().toList());
    }

    @Test
    void unknownSiteIsRefused() {
        assertEquals(ExitCodes.FAILED, windows("north"));
        assertTrue(err.toString().contains("no route of the schedule has the site \"north\""), err.toString());
    }
}

package org.packetboat.app.cli.night;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.app.cli.PacketboatCommand;
import org.packetboat.app.cli.shell.ExitCodes;
import picocli.CommandLine;

/** The original's night, asked on the command line. */
class PlanCommandTest {
    private static final Path NIGHT = Path.of("../schedules/examples/original-pacific.yaml");

    @TempDir
    private Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void writeConfiguration() throws IOException {
        Files.createDirectory(folder.resolve("schedules"));
        Files.copy(NIGHT, folder.resolve("schedules/night.yaml"));
        Files.writeString(folder.resolve("packetboat.yaml"), "server: hub.example.com\n");
    }

    private int plan(String... more) {
        CommandLine command = PacketboatCommand.commandLine().setOverwrittenOptionsAllowed(true)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
        String[] fixed = {"plan", "-c", folder.resolve("packetboat.yaml").toString(), "--from", "2030-03-04T02:00",
                "--zone", "America/Los_Angeles", "--for", "5h"};
        String[] all = Arrays.copyOf(fixed, fixed.length + more.length);
        System.arraycopy(more, 0, all, fixed.length, more.length);
        return command.execute(all);
    }

    @Test
    void oneServerCanNotServeThirtyOneSitesInThreeHours() {
        assertEquals(ExitCodes.FAILED, plan("--size", "84KB"));
        assertTrue(out.toString().startsWith("Does not fit: "), out.toString());
        assertTrue(out.toString().contains("cheapest remedy: "), out.toString());
    }

    @Test
    void threeServersCan() {
        assertEquals(ExitCodes.OK, plan("--size", "84KB", "--servers", "3", "--dial", "20s", "--hang-up", "2s"));
        assertTrue(out.toString().startsWith("Fits, with "), out.toString());
    }

    @Test
    void compressionSavesServers() {
        assertEquals(ExitCodes.OK, plan("--size", "84KB", "--compression", "4"));
    }

    @Test
    void writesTheChart() throws IOException {
        Path chart = folder.resolve("night.svg");
        plan("--size", "84KB", "--servers", "3", "--svg", chart.toString());
        assertTrue(Files.readString(chart).startsWith("<svg"));
    }

    /** What happens in three hours is lost in a chart of a day. */
    @Test
    void theNightFillsTheWidthOfItsChart() {
        plan("--size", "84KB", "--servers", "3", "--for", "2d", "--gantt");
        assertTrue(out.toString().lines().anyMatch(line -> line.contains(" Tue ")), out.toString());
        out.getBuffer().setLength(0);
        plan("--size", "84KB", "--servers", "3", "--for", "2d", "--gantt", "--tonight");
        assertTrue(out.toString().lines().noneMatch(line -> line.contains(" Tue ")), out.toString());
    }

    @Test
    void printsALineOfJsonForEachSite() {
        plan("--size", "84KB", "--servers", "3", "--json");
        assertEquals(1 + 31, out.toString().lines().filter(line -> line.startsWith("{")).count());
    }

    @Test
    void missedSitesAndRemediesAreRowsOfJson() {
        assertEquals(ExitCodes.FAILED, plan("--size", "84KB", "--json"));
        assertTrue(out.toString().contains("\"kind\":\"plan\",\"fits\":false,\"late\":false,\"said\":\"Does not fit: "),
                out.toString());
        assertTrue(out.toString().lines().anyMatch(line -> line.contains("\"kind\":\"missed-site\",\"missed\":\"")
                && line.contains("\"outcome\":\"missed\",\"why\":\"no-room\",\"reason\":")), out.toString());
        assertTrue(out.toString().contains("\"kind\":\"remedy\",\"remedy\":\"more-servers\",\"price\":"),
                out.toString());
    }

    @Test
    void saysWhatATimeLooksLike() {
        assertEquals(ExitCodes.USAGE, plan("--size", "84KB", "--from", "tonight"));
        assertTrue(err.toString().contains("expected a time such as"), err.toString());
    }

    @Test
    void saysWhatAZoneLooksLike() {
        assertEquals(ExitCodes.USAGE, plan("--size", "84KB", "--zone", "Mars/Olympus"));
        assertTrue(err.toString().contains("found \"Mars/Olympus\"; expected a time zone such as"), err.toString());
    }

    @Test
    void saysThatItCannotKnowOfDeadLinesWithoutARunningServer() throws IOException {
        Files.writeString(folder.resolve("schedules/night.yaml"),
                "links:\n  line1: { kind: modem, port: /dev/no-such-port, speed: 2400 }\nroutes:\n"
                        + "  - { site: a, domains: [a.example], link: line1, number: \"1\", node: a }\n");
        assertEquals(ExitCodes.OK, plan("--size", "84KB"));
        assertTrue(out.toString().contains("so whether lines are down is not known"), out.toString());
        assertTrue(out.toString().contains("found no port /dev/no-such-port"), out.toString());
    }

    @Test
    void saysThatNoServerRunsWhenAskedForWhatWaits() {
        assertEquals(ExitCodes.NOT_RUNNING, plan());
    }
}

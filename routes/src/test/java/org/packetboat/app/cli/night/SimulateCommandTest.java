package org.packetboat.app.cli.night;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.app.cli.PacketboatCommand;
import org.packetboat.app.cli.shell.ExitCodes;
import picocli.CommandLine;

/** The original's night, played from the command line. */
class SimulateCommandTest {
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

    private int simulate(String... more) {
        CommandLine command = PacketboatCommand.commandLine().setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
        String[] fixed = {"simulate", "-c", folder.resolve("packetboat.yaml").toString(), "--from", "2030-03-04T02:00",
                "--zone", "America/Los_Angeles", "--for", "5h", "--dial", "20s", "--hang-up", "2s"};
        String[] all = Arrays.copyOf(fixed, fixed.length + more.length);
        System.arraycopy(more, 0, all, fixed.length, more.length);
        return command.execute(all);
    }

    @Test
    void threeServersMeetEveryWindowOfTheOriginalsNight() {
        assertEquals(ExitCodes.OK, simulate("--size", "84KB", "--servers", "3", "--failures", "0.02", "--bit-errors",
                "1e-5", "--nights", "10", "--table"));
        assertTrue(out.toString().startsWith("10 of 10 nights meet every window of 31 sites."), out.toString());
        assertTrue(out.toString().lines().anyMatch(l -> l.matches("miami +server-\\d +10/10 +Mon 03:.*")),
                out.toString());
    }

    @Test
    void oneServerDoesNot() {
        assertEquals(ExitCodes.FAILED, simulate("--size", "84KB", "--json"));
        assertEquals(1 + 31, out.toString().lines().filter(line -> line.startsWith("{")).count());
        assertTrue(out.toString().contains("\"kind\":\"simulation\",\"nights\":1,\"met\":0,\"said\":\"Not met: "),
                out.toString());
    }

    @Test
    void oneServerDoesWithABatchThatIsPacked() throws IOException {
        Path mail = folder.resolve("prices.eml");
        Files.writeString(mail,
                "Subject: prices\r\n\r\n" + "A pound of tea: 4 shillings and some pence\r\n".repeat(900));
        Path chart = folder.resolve("night.svg");
        assertEquals(ExitCodes.OK, simulate("--batch", mail.toString(), "--known", mail.toString(), "--gantt", "--svg",
                chart.toString()));
        assertTrue(out.toString().lines().anyMatch(line -> line.matches("hub.example.com +█.*")), out.toString());
        assertTrue(Files.readString(chart).startsWith("<svg"));
    }

    @Test
    void deadSitesAreMissedAndNobodyElseThoughTheServerIsKilled() {
        assertEquals(ExitCodes.FAILED, simulate("--size", "84KB", "--servers", "4", "--dead-sites", "miami,boston",
                "--killed-at", "2030-03-04T03:10", "--away", "2m", "--json"));
        List<String> missed = out.toString().lines().filter(line -> line.contains("\"met\":0,\"median\":\"\""))
                .toList();
        assertEquals(2, missed.size(), out.toString());
        assertTrue(missed.stream().allMatch(line -> line.contains("\"why\":\"never, after ")), missed::toString);
    }

    @Test
    void whoIsNotKilledIsNotAway() {
        assertEquals(ExitCodes.USAGE, simulate("--size", "84KB", "--away", "2m"));
        assertTrue(err.toString().contains("--away: expected --killed-at, too"), err.toString());
    }

    @Test
    void siteThatIsToBeDeadHasToBeKnown() {
        assertEquals(ExitCodes.USAGE, simulate("--size", "84KB", "--dead-sites", "miamy"));
        assertTrue(err.toString().contains("--dead-sites: found \"miamy\"; expected sites of the schedule files"),
                err.toString());
    }

    @Test
    void saysWhatIsWrongAndWhatIsExpected() {
        assertEquals(ExitCodes.USAGE, simulate("--size", "84KB", "--nights", "0"));
        assertEquals(ExitCodes.USAGE, simulate("--size", "84KB", "--bit-errors", "2"));
        assertEquals(ExitCodes.USAGE, simulate("--size", "84KB", "--known", "old.eml"));
        assertEquals(ExitCodes.USAGE, simulate("--batch", folder.resolve("none.eml").toString()));
        assertEquals(ExitCodes.USAGE, simulate("--size", "84KB", "--servers", "0"));
        for (String said : new String[]{"--nights: found 0; expected 1 to", "a bit error rate of 2.0; expected 0 to",
                "--known: found without --batch; expected both", "--batch: cannot read ", "servers"})
            assertTrue(err.toString().contains(said), said + " not in " + err);
    }

    @Test
    void saysThatNoServerRunsWhenAskedForWhatWaits() {
        assertEquals(ExitCodes.NOT_RUNNING, simulate());
    }
}

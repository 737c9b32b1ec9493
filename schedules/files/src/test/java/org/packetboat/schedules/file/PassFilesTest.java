package org.packetboat.schedules.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.route.Window;
import org.packetboat.schedules.file.link.IpLink;
import org.packetboat.schedules.yaml.Problem;

/** Windows whose openings stand in a CSV file. */
class PassFilesTest {
    private static final Instant NOW = Instant.parse("2026-12-01T00:00:00Z");
    private static final String FILE = """
            zone: Europe/Berlin
            windows: { pass: { passes: %s } }
            routes: [{ site: anna, domains: anna.example, window: pass }]
            """;

    @TempDir
    private Path folder;

    private Reading read(String passes, String csv) throws IOException {
        Files.writeString(folder.resolve("passes.csv"), csv);
        Files.writeString(folder.resolve("night.yaml"), FILE.formatted(passes));
        ScheduleDefaults defaults = new ScheduleDefaults(Duration.ofSeconds(10), 6, Duration.ofHours(12));
        return new ScheduleReader(defaults, List.of(IpLink.KIND)).read(new SourceFiles(List.of(folder)), NOW);
    }

    private List<String> openings(String passes, String csv) throws IOException {
        Reading reading = read(passes, csv);
        Window window = assertInstanceOf(Reading.Good.class, reading, reading::toString).schedules().routes().getFirst()
                .window();
        List<String> found = new ArrayList<>();
        Optional<Interval> next = window.from(NOW);
        for (; next.isPresent(); next = window.from(next.get().close()))
            found.add(next.get().open() + "/" + next.get().close());
        return found;
    }

    private String problem(String passes, String csv) throws IOException {
        return assertInstanceOf(Reading.Bad.class, read(passes, csv)).problems().stream()
                .filter(Problem::isError).findFirst().orElseThrow().toString()
                .replace(folder.toString(), "");
    }

    @Test
    void rowsAreOpeningsInAnyOrderAndWithAnyOffset() throws IOException {
        assertEquals(List.of("2026-12-01T03:14:00Z/2026-12-01T03:26:30Z", "2026-12-02T01:00:00Z/2026-12-02T01:10:00Z",
                "2026-12-31T23:55:00Z/2027-01-01T00:05:00Z"), openings("passes.csv", """
                        \uFEFFOrbit,Close,Open
                        # seen from Kiel
                        7,2026-12-02T02:10:00+01:00,2026-12-02T02:00:00+01:00
                        9,2027-01-01T00:05:00Z,2026-12-31T23:55:00Z

                        3,"2026-12-01T03:26:30Z","2026-12-01T03:14:00Z"
                        """));
    }

    @Test
    void timeWithoutAnOffsetIsOneOfTheWindowsZone() throws IOException {
        assertEquals(List.of("2026-12-01T03:14:00Z/2026-12-01T03:26:00Z"),
                openings("passes.csv", "open,close\n2026-12-01 04:14:00,2026-12-01T04:26\n"));
    }

    @Test
    void siteTakesItsOwnRows() throws IOException {
        assertEquals(List.of("2026-12-01T05:00:00Z/2026-12-01T05:10:00Z"),
                openings("{ file: passes.csv, site: Anna }", """
                        site,open,close
                        berta,2026-12-01T03:00:00Z,2026-12-01T03:10:00Z
                        anna,2026-12-01T05:00:00Z,2026-12-01T05:10:00Z
                        """));
    }

    @Test
    void gapOfElevenYearsIsNoEnd() throws IOException {
        assertEquals(2, openings("passes.csv",
                "open,close\n2026-12-01T03:00Z,2026-12-01T04:00Z\n2037-12-01T03:00Z,2037-12-01T04:00Z\n").size());
    }

    @Test
    void everyFaultNamesFileAndLine() throws IOException {
        assertEquals("/passes.csv:3:1: windows.pass.passes: found open \"2026-12-02T03:00:00Z\" and close "
                + "\"2026-12-02T02:00:00Z\"; expected for each a time like 2026-12-01T03:14:00Z, "
                + "2026-12-01T03:14:00+01:00 or, in the window's zone, 2026-12-01T03:14:00, and a close that is later "
                + "by up to 7d",
                problem("passes.csv", "open,close\n2026-12-01T03:00:00Z,2026-12-01T03:10:00Z\n"
                        + "2026-12-02T03:00:00Z,2026-12-02T02:00:00Z\n"));
        assertTrue(problem("passes.csv", "open,close\nsoon\n").startsWith("/passes.csv:2:1: windows.pass.passes: found "
                + "open \"soon\" and close \"\"; "));
        assertEquals("/passes.csv:1:1: windows.pass.passes: found the columns start, end; expected open, close",
                problem("passes.csv", "start,end\n1,2\n"));
        assertEquals(
                "/passes.csv:1:1: windows.pass.passes.file: found no row of the site carla; expected one for each "
                        + "opening",
                problem("{ file: passes.csv, site: carla }", "site,open,close\n"));
        assertTrue(problem("gone.csv", "").startsWith("/night.yaml:2:28: windows.pass.passes: found \"gone.csv\"; "
                + "expected a readable CSV file at /gone.csv"));
    }

    @Test
    void passesThatAreAllOverAreAWarning() throws IOException {
        Reading reading = read("passes.csv", "open,close\n2026-11-01T03:00Z,2026-11-01T04:00Z\n");
        assertTrue(((Reading.Good) reading).warnings().getFirst().toString().contains("a window that is over"));
    }

    @Test
    void fileIsNamedSoThatItCanBeWatched() throws IOException {
        assertEquals(List.of(folder.resolve("passes.csv")),
                read("passes.csv", "bad\n").besides().stream().map(Source.Beside::file).toList());
    }

    /** Half past two is not there on that morning: it is three, five minutes before the close has come. */
    @Test
    void passThatAChangeOfTheClockTurnsRoundIsNamedWithItsZone() throws IOException {
        assertTrue(problem("passes.csv", "open,close\n2027-03-28 02:30:00,2027-03-28 03:05:00\n"
                + "2027-03-29 02:50:00,2027-03-29 03:00:00\n")
                .startsWith("/passes.csv:2:1: windows.pass.passes: found a "
                        + "close that is not after its open in the zone Europe/Berlin, where"));
    }
}

package org.packetboat.schedules.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.packetboat.schedules.file.Source;
import java.nio.charset.StandardCharsets;
import java.io.UncheckedIOException;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.schedules.file.Reading;
import org.packetboat.schedules.file.ScheduleDefaults;
import org.packetboat.schedules.file.ScheduleReader;
import org.packetboat.schedules.file.Schedules;
import org.packetboat.schedules.file.SourceFiles;
import org.packetboat.schedules.file.link.IpLink;
import org.packetboat.schedules.yaml.Problem;

class FileSetWatchTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-20T12:00:00Z"));

    @TempDir
    Path folder;
    private Path file;
    private final List<String> sites = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    @BeforeEach
    void oneRoute() throws IOException {
        file = Files.writeString(folder.resolve("night.yaml"), route("first"));
    }

    private static String route(String site) {
        return "routes: [ { site: " + site + ", domains: a.example.com } ]\n";
    }

    private static FileSetWatch.Reader<Schedules> reader() {
        ScheduleReader reader = new ScheduleReader(
                new ScheduleDefaults(Duration.ofSeconds(10), 6, Duration.ofHours(12)), List.of(IpLink.KIND));
        return (sources, problems, besides) -> {
            Reading reading = reader.read(sources, problems, CLOCK.instant());
            reading.besides().forEach(besides);
            return switch (reading) {
                case Reading.Good(Schedules schedules, var _, var _) -> Optional.of(schedules);
                case Reading.Bad _ -> Optional.empty();
            };
        };
    }

    private FileSetWatch<Schedules> watch() {
        FileSetWatch<Schedules> watch = new FileSetWatch<>(new SourceFiles(List.of(folder)), reader());
        look(watch);
        assertEquals(List.of("first"), sites);
        sites.clear();
        return watch;
    }

    /** A file that a schedule names belongs to it: mended, it is read, and a bad one changes nothing. */
    @Test
    void changeOfAFileThatIsNamedIsAChange() throws IOException {
        String pass = "windows: { pass: { passes: passes.csv } }\nzone: UTC\n"
                + "routes: [ { site: ship, domains: a.example.com, window: pass } ]\n";
        Path own = Files.createDirectory(folder.resolve("own"));
        Path csv = own.resolve("passes.csv");
        Files.writeString(csv, "open,close\n2030-01-01T00:00Z,2030-01-01T01:00Z\n");
        Files.writeString(own.resolve("a.yaml"), pass);
        FileSetWatch<Schedules> watch = new FileSetWatch<>(new SourceFiles(List.of(own)), reader());
        look(watch);
        look(watch);
        assertEquals(List.of("ship"), sites);
        problems.clear(); // a warning
        Files.writeString(csv, "open,close\nnever,\n");
        look(watch);
        look(watch);
        assertEquals(1, problems.size());
        assertEquals(1, sites.size());
        Files.writeString(csv, "open,close\n2030-01-01T00:00Z,2030-01-01T02:00Z\n");
        look(watch);
        assertEquals(List.of("ship", "ship"), sites);
    }

    /** What the reader has read counts, not what stands there a moment later. */
    @Test
    void fileThatChangesWhileItIsReadIsReadAgain() throws IOException {
        Path own = Files.createDirectory(folder.resolve("own"));
        Path csv = own.resolve("passes.csv");
        Files.writeString(csv, "old");
        Files.writeString(own.resolve("a.yaml"), "");
        List<String> seen = new ArrayList<>();
        FileSetWatch<String> watch = new FileSetWatch<>(new SourceFiles(List.of(own)), (_, _, besides) -> {
            try {
                byte[] content = Files.readAllBytes(csv);
                Files.writeString(csv, "new");
                besides.accept(new Source.Beside(csv, Optional.of(new Source(csv.toString(), content))));
                return Optional.of(new String(content, StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        watch.look(seen::add, problems::addAll);
        watch.look(seen::add, problems::addAll);
        watch.look(seen::add, problems::addAll);
        assertEquals(List.of("old", "new"), seen);
    }

    private void look(FileSetWatch<Schedules> watch) {
        watch.look(schedules -> schedules.routes().forEach(route -> sites.add(route.site())), problems::addAll);
    }

    @Test
    void aChangedFileReplacesTheOldSet() throws IOException {
        FileSetWatch<Schedules> watch = watch();
        look(watch);
        assertEquals(List.of(), sites);
        Files.writeString(file, route("second"));
        look(watch);
        look(watch);
        assertEquals(List.of("second"), sites);
    }

    @Test
    void aBadFileIsToldOnceAndTheOldSetStays() throws IOException {
        FileSetWatch<Schedules> watch = watch();
        Files.writeString(file, "routes: [ { site: a } ]\n");
        look(watch);
        look(watch);
        assertEquals(List.of(), sites);
        assertEquals(1, problems.size(), problems::toString);
        assertTrue(problems.getFirst().toString().contains("night.yaml:1:11: routes[0]: found no \"domains\""));
        Files.writeString(file, route("mended"));
        look(watch);
        assertEquals(List.of("mended"), sites);
    }

    @Test
    void filesThatComeGoOrAreRenamedAreChanges() throws IOException {
        FileSetWatch<Schedules> watch = watch();
        Path other = Files.writeString(folder.resolve("other.tmp"), route("other"));
        look(watch);
        assertEquals(List.of(), sites);
        Files.move(other, folder.resolve("other.yaml"));
        look(watch);
        assertEquals(List.of("first", "other"), sites);
        Files.delete(file);
        look(watch);
        assertEquals(List.of("first", "other", "other"), sites);
    }

    @Test
    void touchingAFileIsNoChange() throws IOException {
        FileSetWatch<Schedules> watch = watch();
        Files.setLastModifiedTime(file, FileTime.fromMillis(1));
        look(watch);
        assertEquals(List.of(), sites);
    }

    @Test
    void theThreadNoticesAnEditorThatRenames() throws Exception {
        BlockingQueue<Schedules> seen = new LinkedBlockingQueue<>();
        SourceFiles files = new SourceFiles(List.of(folder));
        FileSetWatch<Schedules> watch = new FileSetWatch<>(files, reader());
        watch.look(_ -> {}, _ -> {});
        try (FileWatchThread _ = FileWatchThread.start("test", () -> watch.look(seen::add, _ -> {}), files.places())) {
            Path written = Files.writeString(folder.resolve(".night.yaml.swp"), route("renamed"));
            Files.move(written, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            assertEquals("renamed", seen.poll(30, TimeUnit.SECONDS).routes().getFirst().site());
        }
    }
}

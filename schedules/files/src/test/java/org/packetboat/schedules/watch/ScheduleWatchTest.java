package org.packetboat.schedules.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.schedules.file.IpLink;
import org.packetboat.schedules.file.Reading;
import org.packetboat.schedules.file.ScheduleDefaults;
import org.packetboat.schedules.file.ScheduleReader;
import org.packetboat.schedules.file.Schedules;
import org.packetboat.schedules.file.SourceFiles;
import org.packetboat.schedules.yaml.Problem;

class ScheduleWatchTest {
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

    private static ScheduleReader reader() {
        return new ScheduleReader(new ScheduleDefaults(Duration.ofSeconds(10), 6, Duration.ofHours(12)),
                List.of(IpLink.KIND));
    }

    private ScheduleWatch watch() {
        ScheduleWatch watch = new ScheduleWatch(new SourceFiles(List.of(folder)), reader(), CLOCK,
                schedules -> schedules.routes().forEach(route -> sites.add(route.site())), problems::addAll);
        Reading.Good read = assertInstanceOf(Reading.Good.class, watch.first());
        assertEquals("first", read.schedules().routes().getFirst().site());
        return watch;
    }

    @Test
    void aChangedFileReplacesTheOldSet() throws IOException {
        ScheduleWatch watch = watch();
        watch.look();
        assertEquals(List.of(), sites);
        Files.writeString(file, route("second"));
        watch.look();
        watch.look();
        assertEquals(List.of("second"), sites);
    }

    @Test
    void aBadFileIsToldOnceAndTheOldSetStays() throws IOException {
        ScheduleWatch watch = watch();
        Files.writeString(file, "routes: [ { site: a } ]\n");
        watch.look();
        watch.look();
        assertEquals(List.of(), sites);
        assertEquals(1, problems.size());
        assertTrue(problems.getFirst().toString().contains("night.yaml:1:11: routes[0]: found no \"domains\""));
        Files.writeString(file, route("mended"));
        watch.look();
        assertEquals(List.of("mended"), sites);
    }

    @Test
    void filesThatComeGoOrAreRenamedAreChanges() throws IOException {
        ScheduleWatch watch = watch();
        Path other = Files.writeString(folder.resolve("other.tmp"), route("other"));
        watch.look();
        assertEquals(List.of(), sites);
        Files.move(other, folder.resolve("other.yaml"));
        watch.look();
        assertEquals(List.of("first", "other"), sites);
        Files.delete(file);
        watch.look();
        assertEquals(List.of("first", "other", "other"), sites);
    }

    @Test
    void touchingAFileIsNoChange() throws IOException {
        ScheduleWatch watch = watch();
        Files.setLastModifiedTime(file, FileTime.fromMillis(1));
        watch.look();
        assertEquals(List.of(), sites);
    }

    @Test
    void theThreadNoticesAnEditorThatRenames() throws Exception {
        BlockingQueue<Schedules> seen = new LinkedBlockingQueue<>();
        SourceFiles files = new SourceFiles(List.of(folder));
        ScheduleWatch watch = new ScheduleWatch(files, reader(), CLOCK, seen::add, _ -> {});
        watch.first();
        try (FileWatchThread _ = new FileWatchThread("test", watch::look, files.places())) {
            Path written = Files.writeString(folder.resolve(".night.yaml.swp"), route("renamed"));
            Files.move(written, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            assertEquals("renamed", seen.poll(30, TimeUnit.SECONDS).routes().getFirst().site());
        }
    }
}

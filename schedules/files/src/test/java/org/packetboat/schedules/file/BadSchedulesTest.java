package org.packetboat.schedules.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.packetboat.schedules.file.link.LinkKinds;
import org.packetboat.schedules.yaml.Problem;
import org.packetboat.schedules.yaml.Problems;

/** One folder for each way to go wrong: the files, and in {@code expected.txt} every word the user gets to read. */
class BadSchedulesTest {
    private static final Path FOLDER = Path.of("src/test/bad-schedules");
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    static Stream<String> scenarios() throws IOException {
        try (Stream<Path> folders = Files.list(FOLDER)) {
            return folders.map(folder -> folder.getFileName().toString()).sorted().toList().stream();
        }
    }

    /** Two servers here, each with a line of its own, and one on another machine. */
    private static final List<HubServer> SERVERS = List.of(new HubServer("east", List.of("line1"), Optional.empty()),
            new HubServer("west", List.of("line2"), Optional.empty()),
            new HubServer("north", List.of(), Optional.of(new HubServer.Address("north.example.com", 25))));

    @ParameterizedTest
    @MethodSource("scenarios")
    void tellsEverythingThatIsWrong(String scenario) throws IOException {
        Path folder = FOLDER.resolve(scenario);
        Problems problems = new Problems();
        List<Source> sources = new SourceFiles(List.of(folder)).read(problems).stream()
                .map(source -> new Source(folder.relativize(Path.of(source.name())).toString(), source.content()))
                .toList();
        ScheduleDefaults defaults = new ScheduleDefaults(Duration.ofSeconds(10), 6, Duration.ofDays(5), SERVERS);
        Reading reading = new ScheduleReader(defaults, LinkKinds.ALL).read(sources, problems, NOW);
        String told = assertInstanceOf(Reading.Bad.class, reading).problems().stream().map(Problem::toString)
                .filter(text -> !text.contains("every user of this machine")) // modes come with the checkout
                .collect(Collectors.joining("\n", "", "\n"));
        assertEquals(Files.readString(folder.resolve("expected.txt")), told);
    }
}

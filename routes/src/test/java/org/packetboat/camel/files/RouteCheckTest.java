package org.packetboat.camel.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.packetboat.schedules.file.Source;
import org.packetboat.schedules.yaml.Problem;

/** One folder for each way to go wrong: route files, and in {@code expected.txt} every word the user gets to read. */
class RouteCheckTest {
    private static final Path BAD = Path.of("src/test/bad-routes");
    private static final Path EXAMPLES = Path.of("examples");

    static Stream<String> scenarios() throws IOException {
        try (Stream<Path> folders = Files.list(BAD)) {
            return folders.map(folder -> folder.getFileName().toString()).sorted().toList().stream();
        }
    }

    private static List<Source> sources(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> yaml = files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
            List<Source> sources = new ArrayList<>();
            for (Path file : yaml)
                sources.add(new Source(file.getFileName().toString(), Files.readAllBytes(file)));
            return sources;
        }
    }

    private static String told(Path folder) throws IOException {
        RouteCheck check = new RouteCheck(new RouteSettings(List.of(folder), folder, "hub.example.com"));
        return check.check(sources(folder)).stream().map(Problem::toString).collect(Collectors.joining("\n", "", "\n"));
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void tellsWhatIsWrongWithEachFileAndWhere(String scenario) throws IOException {
        Path folder = BAD.resolve(scenario);
        assertEquals(Files.readString(folder.resolve("expected.txt")), told(folder));
    }

    @TempDir
    private Path folder;

    private String toldOfShouting() throws IOException {
        Files.writeString(folder.resolve("loud.yaml"), """
                - route: { id: loud, from: { uri: "direct:loud", steps: [ { to: "shout:told" } ] } }
                """);
        return told(folder);
    }

    @Test
    void aJarThatLacksAnotherIsAProblemOfTheFileThatUsesIt() throws IOException {
        ComponentJar.makeWithoutWhatItNeeds(folder.resolve("lib/shout.jar"));
        assertEquals("loud.yaml: found no class Loud; expected the jar that has it, too, in the folder lib\n",
                toldOfShouting());
    }

    @Test
    void aJarThatIsABrokenLinkIsToldAndTheOthersCount() throws IOException {
        ComponentJar.make(folder.resolve("lib/shout.jar"));
        Path broken = Files.createSymbolicLink(folder.resolve("lib/gone.jar"), folder.resolve("gone"));
        assertEquals(broken + ": can't be read; expected a jar, not a broken link, which this program may read\n",
                toldOfShouting());
    }

    @Test
    void aFolderOfJarsThatCantBeReadIsTold() throws IOException {
        Path lib = Files.createSymbolicLink(folder.resolve("lib"), folder.resolve("gone"));
        String told = toldOfShouting();
        assertTrue(told.startsWith(lib + ": can't be read; expected a folder of jars, not a broken link"), told);
    }

    @Test
    void readyFilesNeedNothingButTheirSecrets() throws IOException {
        String told = told(EXAMPLES);
        Path secrets = EXAMPLES.toAbsolutePath().resolve("secrets");
        String missing = "%s.yaml:%d:1: route %1$s: {{file:secrets/%s}}: found no readable file %s; expected one with "
                + "the value%n";
        assertEquals(missing.formatted("imap-to-queue", 12, "imap", secrets.resolve("imap"))
                + missing.formatted("multidrop-to-queue", 20, "pop3", secrets.resolve("pop3")), told);
    }
}

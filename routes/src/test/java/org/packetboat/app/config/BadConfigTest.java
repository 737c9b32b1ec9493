package org.packetboat.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.packetboat.engine.mail.Domain;
import org.packetboat.schedules.yaml.Problem;

/** One folder for each way to go wrong: the file, and in {@code expected.txt} every word the user gets to read. */
class BadConfigTest {
    private static final Path CONFIGS = Path.of("src/test/bad-config");
    private static final Path ALIASES = Path.of("src/test/bad-aliases");
    private static final ConfigurationReader READER = new ConfigurationReader(() -> new Domain("machine.example.com"));

    static Stream<String> configs() throws IOException {
        return scenarios(CONFIGS);
    }

    static Stream<String> aliases() throws IOException {
        return scenarios(ALIASES);
    }

    private static Stream<String> scenarios(Path folder) throws IOException {
        try (Stream<Path> folders = Files.list(folder)) {
            return folders.map(scenario -> scenario.getFileName().toString()).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("configs")
    void tellsEverythingThatIsWrongWithTheConfiguration(String scenario) throws IOException {
        Path folder = CONFIGS.resolve(scenario);
        byte[] content = Files.readAllBytes(folder.resolve("packetboat.yaml"));
        ConfigurationReading reading = READER.read("packetboat.yaml", content, folder);
        compare(folder, assertInstanceOf(ConfigurationReading.Bad.class, reading).problems());
    }

    @ParameterizedTest
    @MethodSource("aliases")
    void tellsEverythingThatIsWrongWithTheAliases(String scenario) throws IOException {
        Path folder = ALIASES.resolve(scenario);
        byte[] content = Files.readAllBytes(folder.resolve("aliases.yaml"));
        ConfigurationReading server = READER.read("packetboat.yaml", "local-domains: example.com".getBytes(), folder);
        AliasesReader reader = new AliasesReader(((ConfigurationReading.Good) server).configuration());
        compare(folder, assertInstanceOf(AliasesReading.Bad.class, reader.read("aliases.yaml", content)).problems());
    }

    private static void compare(Path folder, List<Problem> problems) throws IOException {
        String told = problems.stream().map(Problem::toString)
                .filter(text -> !text.contains("every user of this machine")) // modes come with the checkout
                .collect(Collectors.joining("\n", "", "\n"));
        assertEquals(Files.readString(folder.resolve("expected.txt")), told);
    }
}

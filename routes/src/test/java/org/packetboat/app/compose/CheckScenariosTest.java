package org.packetboat.app.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.packetboat.app.compose.check.Checks;
import org.packetboat.app.compose.check.CheckedMachine;
import org.packetboat.app.config.ConfigurationReader;
import org.packetboat.app.config.ConfigurationReading;
import org.packetboat.engine.mail.Domain;
import org.packetboat.schedules.yaml.Problem;

/**
 * One folder for each thing that is often missed: the files, and in {@code expected.txt} every word that
 * {@code packetboat check} says of them, all with file and line.
 */
class CheckScenariosTest {
    private static final Path FOLDER = Path.of("src/test/check").toAbsolutePath();
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final Pattern PLACE = Pattern.compile("[a-z/]+\\.yaml:[1-9][0-9]*:[1-9][0-9]*: .*");

    /** A machine with one interface and a name service that knows two names: of itself and of another host. */
    private static final CheckedMachine MACHINE = new CheckedMachine() {
        @Override
        public Set<InetAddress> addresses() {
            return Set.of(InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("192.0.2.1"));
        }

        @Override
        public Map<String, List<InetAddress>> find(Collection<String> hosts) {
            Map<String, List<InetAddress>> found = new HashMap<>();
            hosts.forEach(host -> found.put(host, find(host)));
            return found;
        }

        private static List<InetAddress> find(String host) {
            if (host.matches("[0-9.]+")) return List.of(InetAddress.ofLiteral(host));
            return switch (host) {
                case "mail.example.com" -> List.of(InetAddress.ofLiteral("192.0.2.8"));
                case "also-here.example.com" -> List.of(InetAddress.ofLiteral("192.0.2.1"));
                default -> List.of();
            };
        }

        @Override
        public Optional<String> silence(SocketAddress address) {
            return String.valueOf(address).contains("9901") ? Optional.empty() : Optional.of("Connection refused");
        }

        @Override
        public boolean isTheServers() {
            return true;
        }

        @Override
        public String user() {
            return "packetboat";
        }
    };

    static Stream<String> scenarios() throws IOException {
        try (Stream<Path> folders = Files.list(FOLDER)) {
            return folders.map(folder -> folder.getFileName().toString()).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void tellsWhatWasMissedWithFileAndLine(String scenario) throws IOException {
        Path folder = FOLDER.resolve(scenario);
        byte[] content = Files.readAllBytes(folder.resolve("packetboat.yaml"));
        ConfigurationReading reading = new ConfigurationReader(() -> new Domain("machine.example.com"))
                .read("packetboat.yaml", content, folder);
        var good = assertInstanceOf(ConfigurationReading.Good.class, reading, reading::toString);
        List<Problem> problems = new ArrayList<>(good.warnings());
        switch (Setup.of(good.configuration(), NOW)) {
            case Setup.Result.Bad(List<Problem> bad) -> problems.addAll(bad);
            case Setup.Result.Good(Setup setup, List<Problem> warnings) -> {
                problems.addAll(warnings);
                problems.addAll(Checks.before(setup.configuration(), setup.schedules(), MACHINE, NOW));
            }
        }
        String told = problems.stream().map(Problem::toString)
                .filter(text -> !text.contains("every user of this machine")) // modes come with the checkout
                .map(text -> text.replace(folder + "/", "")).collect(Collectors.joining("\n", "", "\n"));
        assertEquals(Files.readString(folder.resolve("expected.txt")), told);
        told.strip().lines().forEach(line -> assertTrue(PLACE.matcher(line).matches(), line));
    }
}

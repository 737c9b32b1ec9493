package org.packetboat.app.compose.push;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in force at a branch, and what a kill leaves of a change. */
class ConfigurationVersionsTest {
    @TempDir
    Path data;
    private ConfigurationVersions versions;

    @BeforeEach
    void start() {
        versions = new ConfigurationVersions(data);
    }

    static PushedFiles files(String content) {
        return new PushedFiles(new TreeMap<>(Map.of("packetboat.yaml", content.getBytes(StandardCharsets.UTF_8),
                "secrets/hub", "s3cret".getBytes(StandardCharsets.UTF_8))));
    }

    private static PushedConfiguration pushed(long number) {
        return new PushedConfiguration(number, "denver", "packetboat-config@hub.example", files("# " + number));
    }

    private void begin(long number) throws IOException {
        versions.write(number, files("# " + number));
        versions.begin(pushed(number));
    }

    private Optional<String> inForce() throws IOException {
        Optional<Path> file = new ConfigurationVersions(data).inForce();
        return file.isPresent() ? Optional.of(Files.readString(file.get())) : Optional.empty();
    }

    private List<String> folders() throws IOException {
        try (Stream<Path> all = Files.list(data.resolve("config"))) {
            return all.filter(Files::isDirectory).map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void beforeAnythingWasPushedNothingIsInForce() throws IOException {
        assertEquals(Optional.empty(), inForce());
        assertFalse(Files.exists(data.resolve("config")));
    }

    @Test
    void whatIsWrittenIsNotInForceUntilItBegins() throws IOException {
        versions.write(7, files("# 7"));
        assertEquals(Optional.empty(), inForce());
        versions.begin(pushed(7));
        assertEquals(Optional.of("# 7"), inForce());
        assertTrue(versions.state().onTrial());
    }

    @Test
    void onlyTheServersUserMayReadIt() throws IOException {
        versions.write(7, files("# 7"));
        Path secret = data.resolve("config/7/secrets/hub");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(secret.getParent())));
    }

    @Test
    void oneThatWorksStaysAndTheOneBeforeGoesWithTheNext() throws IOException {
        begin(7);
        assertTrue(versions.works());
        assertFalse(versions.works(), "that is no news");
        begin(8);
        assertEquals(List.of("7", "8"), folders());
        versions.works();
        assertEquals(List.of("8"), folders());
        assertEquals(Optional.of("# 8"), inForce());
    }

    @Test
    void oneThatDoesNotWorkGivesWayToTheOneBefore() throws IOException {
        begin(7);
        versions.works();
        begin(8);
        assertTrue(versions.revert("login refused"));
        assertEquals(Optional.of("# 7"), inForce());
        assertFalse(versions.revert("again"), "what has shown that it works stays");
        assertEquals(8, versions.state().newest(), "8 is not taken again");
        assertEquals(List.of("IN_FORCE", "IN_FORCE", "REVERTED"),
                versions.state().owed().stream().map(a -> a.what().name()).toList());
    }

    @Test
    void ofTwoInARowThatDoNotWorkNeitherStays() throws IOException {
        begin(7);
        begin(8);
        versions.revert("dropped");
        assertEquals(Optional.empty(), inForce(), "7 has never shown that it works");
    }

    @Test
    void oneThatIsRefusedLeavesNothingBehindButItsNumberAndTheAnswer() throws IOException {
        versions.write(7, files("# bad"));
        versions.refuse(pushed(7), List.of("packetboat.yaml:1:1: bad"));
        assertEquals(List.of(), folders());
        assertEquals(Optional.empty(), inForce());
        assertEquals(7, versions.state().newest());
        assertEquals(PushAnswer.Outcome.REFUSED, versions.state().owed().getFirst().what());
        versions.told();
        assertEquals(List.of(), versions.state().owed());
    }

    @Test
    void whoStartsAgainAndAgainWithoutACallGoesBack() throws IOException {
        begin(7);
        for (int i = 0; i < ConfigurationVersions.MOST_STARTS; i++)
            assertFalse(new ConfigurationVersions(data).starting(), "start " + i);
        assertTrue(new ConfigurationVersions(data).starting());
        assertEquals(Optional.empty(), inForce());
    }

    @Test
    void aKillWhileFilesAreWrittenLeavesTheOneBeforeAndTheMailBringsItAgain() throws IOException {
        begin(7);
        versions.works();
        // as a kill leaves it: some files of the next one, or all of them and the state of before
        Files.createDirectories(data.resolve("config/8.next"));
        Files.writeString(data.resolve("config/8.next/packetboat.yaml"), "# hal");
        Files.createDirectories(data.resolve("config/9"));
        Files.writeString(data.resolve("config/9/packetboat.yaml"), "# from before");
        Files.writeString(data.resolve("config/state.next"), "{\"newest\":8,\"inFo");
        assertEquals(Optional.of("# 7"), inForce());
        begin(8);
        assertEquals(Optional.of("# 8"), inForce());
        assertEquals(List.of("7", "8"), folders());
        begin(9);
        assertEquals(Optional.of("# 9"), inForce());
    }

    @Test
    void aDiskThatTakesNothingChangesNothingAndIsTriedAgain() throws IOException {
        begin(7);
        versions.works();
        // one of the files can't be written, as on a full disk: its folder's name is that of a file
        PushedFiles clash = new PushedFiles(new TreeMap<>(Map.of("packetboat.yaml", new byte[0], "secrets",
                new byte[0], "secrets/hub", new byte[0])));
        assertThrows(IOException.class, () -> versions.write(8, clash));
        assertEquals(List.of("7"), folders(), "nothing of it is left");
        assertEquals(Optional.of("# 7"), inForce());
        assertEquals(7, versions.state().newest());
        begin(8);
        assertEquals(Optional.of("# 8"), inForce());
    }

    @Test
    void aStateThatCantBeReadIsNoReasonToGuess() throws IOException {
        begin(7);
        Files.writeString(data.resolve("config/state"), "{");
        assertTrue(assertThrows(UncheckedIOException.class, versions::inForce).getMessage()
                .contains("can't be read"));
    }

    @Test
    void packedFilesComeBackAsTheyWere() {
        PushedFiles files = files("# 7");
        PushedFiles back = PushedFiles.unpack(files.packed());
        assertEquals(files.files().keySet(), back.files().keySet());
        assertArrayEquals(files.files().get("secrets/hub"), back.files().get("secrets/hub"));
        assertArrayEquals(files.packed(), back.packed());
    }

    @Test
    void tooMuchAndNamesThatLeadAwayAreRefused() {
        byte[] large = new byte[PushedFiles.MOST_BYTES + 1];
        TreeMap<String, byte[]> many = IntStream.rangeClosed(0, PushedFiles.MOST_FILES).boxed().collect(
                Collectors.toMap(i -> "f" + i, _ -> new byte[0], (a, _) -> a, TreeMap::new));
        many.put("packetboat.yaml", new byte[0]);
        assertThrows(IllegalArgumentException.class, () -> new PushedFiles(many));
        assertThrows(IllegalArgumentException.class, () -> new PushedFiles(new TreeMap<>(Map.of("a", large))));
        for (String name : List.of("../x", "/etc/passwd", "a/../../x", "a\\x", ".ssh/x", "a//b", "a\nb", ""))
            assertThrows(IllegalArgumentException.class,
                    () -> new PushedFiles(new TreeMap<>(Map.of("packetboat.yaml", new byte[0], name, new byte[0]))),
                    name);
        assertThrows(IllegalArgumentException.class, () -> PushedFiles.unpack(PushBombs.zip(large)));
        assertThrows(IllegalArgumentException.class, () -> PushedFiles.unpack(new byte[]{1, 2, 3}));
    }

    @Test
    void aLinkIsNotFollowed() throws IOException {
        Files.writeString(data.resolve("packetboat.yaml"), "");
        Files.createSymbolicLink(data.resolve("secret"), Path.of("/etc/passwd"));
        assertThrows(IllegalArgumentException.class, () -> PushedFiles.of(data));
    }
}

package org.packetboat.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.security.MessageDigest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * ./packetboat on a machine that has neither JDK nor Maven. Both come from a file server on loopback: a JDK that hands
 * on to the one we run on, and a Maven that only copies what the real one has built.
 */
class FirstStartIT {
    private static final Path TOP = Path.of("..").toAbsolutePath().normalize();
    /** All of the system that ./packetboat may use; neither Maven, a JDK nor a package manager is among them. */
    private static final List<String> TOOLS = List.of("awk", "basename", "bash", "cat", "chmod", "cp", "curl", "cut",
            "date", "dirname", "env", "find", "flock", "grep", "gzip", "id", "ln", "locale", "ls", "mkdir", "mktemp",
            "mv", "readlink", "rm", "sed", "sh", "sha256sum", "tail", "tar", "touch", "uname");

    @TempDir
    private Path folder;
    private Path top;
    private Path tools;
    private ArchiveServer server;

    @BeforeEach
    void makeAMachine() throws Exception {
        top = Files.createDirectories(folder.resolve("top"));
        Files.createDirectories(top.resolve("bin"));
        Files.createDirectories(top.resolve("routes/src/main"));
        Files.createDirectories(folder.resolve("jdks"));
        for (String file : List.of("packetboat", "bin/jdk.sh", "bin/fetch.sh", "bin/locale.sh", "bin/memory.sh",
                "pom.xml",
                "routes/pom.xml"))
            Files.copy(TOP.resolve(file), top.resolve(file), StandardCopyOption.COPY_ATTRIBUTES);
        tools = Files.createDirectory(folder.resolve("tools"));
        for (String tool : TOOLS)
            Files.createSymbolicLink(tools.resolve(tool), Stream.of("/usr/bin", "/bin").map(Path::of)
                    .map(system -> system.resolve(tool)).filter(Files::exists).findFirst().orElseThrow());
        server = new ArchiveServer(Files.createDirectory(folder.resolve("served")));
        list(archive("jdk", jdk(Files.createDirectories(folder.resolve("make/jdk-25.0.3")))),
                archive("maven", maven(Files.createDirectories(folder.resolve("make/apache-maven-3.9.11")))));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static Path jdk(Path made) throws IOException {
        Path real = Path.of(System.getProperty("java.home"));
        for (String program : List.of("java", "javac"))
            script(Files.createDirectories(made.resolve("bin")).resolve(program),
                    "exec " + real.resolve("bin").resolve(program) + " \"$@\"");
        Files.writeString(made.resolve("release"), "JAVA_VERSION=\"25.0.3\"\n");
        return made;
    }

    private static Path maven(Path made) throws IOException {
        script(Files.createDirectories(made.resolve("bin")).resolve("mvn"), """
                echo "Downloading from central: https://repository.example/maven2/a.jar"
                echo "[INFO] Building packetboat-core 0.2.0-SNAPSHOT                            [1/2]"
                echo "[INFO] Building packetboat-routes 0.2.0-SNAPSHOT                          [2/2]"
                mkdir -p routes/target/program && cp -f %s/*.jar routes/target/program/
                """.formatted(ServerProcess.PROGRAM));
        return made;
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Path archive(String name, Path made) throws Exception {
        Path file = folder.resolve("served").resolve(name + ".tar.gz");
        assertEquals(0, new ProcessBuilder("tar", "czf", file.toString(), "-C", made.getParent().toString(),
                made.getFileName().toString()).start().waitFor());
        return file;
    }

    private void list(Path jdk, Path maven) throws Exception {
        String line = "%s any %s %s%n";
        Files.writeString(top.resolve("bin/archives.list"), line.formatted("jdk-25.0.3", sum(jdk), server.address(jdk))
                + line.formatted("apache-maven-3.9.11", sum(maven), server.address(maven)));
    }

    private static String sum(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }

    private record Ended(int exit, String said) {}

    /** Without a terminal, so that nobody can be asked. */
    private Ended packetboat(String install) throws Exception {
        Path said = folder.resolve("said.log");
        ProcessBuilder command = new ProcessBuilder(top.resolve("packetboat").toString(), "--version")
                .redirectErrorStream(true).redirectOutput(said.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        command.environment().clear();
        command.environment().put("PATH", tools.toString());
        command.environment().put("HOME", Files.createDirectories(folder.resolve("home")).toString());
        command.environment().put("PACKETBOAT_JDKS", folder.resolve("jdks").toString());
        command.environment().put("PACKETBOAT_INSTALL", install);
        Process process = command.start();
        assertTrue(process.waitFor(ServerProcess.PATIENCE.toSeconds() * 3, TimeUnit.SECONDS));
        return new Ended(process.exitValue(), Files.readString(said));
    }

    /** What the cache holds, but for the file by which one waits for the other. */
    private String cache() throws IOException {
        Path cache = folder.resolve("home/.cache/packetboat");
        if (!Files.exists(cache)) return "";
        try (Stream<Path> files = Files.list(cache)) {
            return files.map(file -> file.getFileName().toString()).filter(name -> !name.equals("fetching")).sorted()
                    .collect(Collectors.joining(" "));
        }
    }

    @Test
    void bothAreFetchedOnceIntoTheUsersCacheAndEachStepIsTold() throws Exception {
        Ended first = packetboat("yes");
        assertEquals(0, first.exit(), first::said);
        for (String step : List.of("Fetching jdk-25.0.3 into", "Fetching apache-maven-3.9.11 into",
                "Building Packetboat",
                "part 1 of 2: packetboat-core", "part 2 of 2: packetboat-routes", "Rehearsing a start"))
            assertTrue(first.said().contains(step), () -> step + " is not in:\n" + first.said());
        assertTrue(first.said().lines().toList().getLast().startsWith("packetboat "), first::said);
        assertEquals("apache-maven-3.9.11 jdk-25.0.3", cache());
        Ended second = packetboat("yes");
        assertEquals(0, second.exit(), second::said);
        assertEquals(1, second.said().lines().count(), second::said);
        assertEquals(2, server.requests());
    }

    @Test
    void whatHasAnotherChecksumIsRefusedAndDeleted() throws Exception {
        Path jdk = folder.resolve("served/jdk.tar.gz");
        byte[] archive = Files.readAllBytes(jdk);
        archive[archive.length / 2] ^= 1;
        Files.write(jdk, archive);
        Ended ended = packetboat("yes");
        assertEquals(1, ended.exit(), ended::said);
        assertTrue(ended.said().contains("is not jdk-25.0.3: its SHA-256 is " + sum(jdk)), ended::said);
        assertEquals("", cache());
    }

    @Test
    void anArchiveOfWhichHalfCameIsFetchedOnFromThere() throws Exception {
        server.hangUpHalfWay(true);
        Ended broken = packetboat("yes");
        assertEquals(1, broken.exit(), broken::said);
        assertTrue(broken.said().contains("could not be fetched"), broken::said);
        assertEquals("jdk-25.0.3.part", cache());
        server.hangUpHalfWay(false);
        Ended whole = packetboat("yes");
        assertEquals(0, whole.exit(), whole::said);
        assertTrue(server.resumed(), whole::said);
    }

    /** As some mirrors are. */
    @Test
    void anArchiveOfWhichHalfCameIsFetchedFromTheStartWhereTheServerHasNoRanges() throws Exception {
        server.hangUpHalfWay(true);
        packetboat("yes");
        assertEquals("jdk-25.0.3.part", cache());
        server.hangUpHalfWay(false);
        server.forgetRanges();
        Ended whole = packetboat("yes");
        assertEquals(0, whole.exit(), whole::said);
        assertEquals("apache-maven-3.9.11 jdk-25.0.3", cache());
    }

    /** What is there is longer than the archive, or as long and of another one. */
    @ParameterizedTest
    @ValueSource(ints = {-100, 0, 1, 1000})
    void whatIsNoBeginningOfTheArchiveIsFetchedFromTheStart(int longer) throws Exception {
        Path cache = Files.createDirectories(folder.resolve("home/.cache/packetboat"));
        int length = (int) Files.size(folder.resolve("served/jdk.tar.gz"));
        Files.write(cache.resolve("jdk-25.0.3.part"), new byte[length + longer]);
        Ended ended = packetboat("yes");
        assertEquals(0, ended.exit(), ended::said);
        assertEquals("apache-maven-3.9.11 jdk-25.0.3", cache());
    }

    /** What came is not thrown away for a server that has trouble of its own. */
    @Test
    void halfOfAnArchiveIsKeptWhereTheServerIsAway() throws Exception {
        server.hangUpHalfWay(true);
        packetboat("yes");
        server.close();
        packetboat("yes");
        assertEquals("jdk-25.0.3.part", cache());
    }

    /** Under cron or a service manager; where it is fetched into is where it is looked for. */
    @Test
    void withoutHomeThereIsOneCache() throws Exception {
        Path said = folder.resolve("said.log");
        ProcessBuilder command = new ProcessBuilder("/bin/bash", "-c", "source bin/jdk.sh; "
                + "java_release() { echo \"looked $1\" >&2; }; find_jdk; source bin/fetch.sh; echo \"cache $cache\"")
                .directory(top.toFile()).redirectErrorStream(true).redirectOutput(said.toFile());
        command.environment().clear();
        command.environment().put("PATH", tools.toString());
        command.environment().put("PACKETBOAT_JDKS", folder.resolve("jdks").toString());
        assertEquals(0, command.start().waitFor());
        List<String> lines = Files.readAllLines(said);
        String cache = lines.getLast().replaceFirst("cache ", "");
        assertTrue(lines.contains("looked " + cache + "/jdk-*"), lines::toString);
    }

    @Test
    void aServerThatIsAwayIsToldInOneSentence() throws Exception {
        server.close();
        Ended ended = packetboat("yes");
        assertEquals(1, ended.exit(), ended::said);
        assertTrue(ended.said().contains("jdk-25.0.3 could not be fetched")
                && ended.said().contains("set JAVA_HOME to its folder"), ended::said);
    }

    @Test
    void nothingIsFetchedThatNobodyAgreedTo() throws Exception {
        Ended ended = packetboat("");
        assertEquals(1, ended.exit(), ended::said);
        assertTrue(ended.said().contains("A JDK 25 is missing") && ended.said().contains("PACKETBOAT_INSTALL=yes"),
                ended::said);
        assertEquals(0, server.requests());
        assertEquals("", cache());
    }

    /** Those of the system come first: they are kept up to date. */
    @Test
    void theSystemsPackageIsInstalledWhereThereIsOne() throws Exception {
        script(tools.resolve("apt-cache"), "[ \"$*\" = 'show openjdk-25-jdk-headless' ]");
        script(tools.resolve("apt-get"), "[ \"$*\" = 'install -y openjdk-25-jdk-headless' ] && cp -r "
                + folder.resolve("make/jdk-25.0.3") + " " + folder.resolve("jdks"));
        Files.delete(tools.resolve("id"));
        script(tools.resolve("id"), "echo 0");
        Ended ended = packetboat("yes");
        assertEquals(0, ended.exit(), ended::said);
        assertEquals("apache-maven-3.9.11", cache());
    }

    /** A user who may install nothing gets the command to have somebody run, and the archive. */
    @Test
    void whoMayNotInstallPackagesGetsTheArchive() throws Exception {
        script(tools.resolve("apt-cache"), "exit 0");
        script(tools.resolve("apt-get"), "echo apt-get was run; exit 1");
        Files.delete(tools.resolve("id"));
        script(tools.resolve("id"), "echo 1000");
        Ended refused = packetboat("");
        assertTrue(refused.said().contains("apt-get install -y openjdk-25-jdk-headless"), refused::said);
        Ended ended = packetboat("yes");
        assertEquals(0, ended.exit(), ended::said);
        assertFalse(ended.said().contains("apt-get was run"), ended::said);
        assertEquals("apache-maven-3.9.11 jdk-25.0.3", cache());
    }
}

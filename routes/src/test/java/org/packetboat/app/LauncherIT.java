package org.packetboat.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ./packetboat builds beside what runs; here with a Maven that only copies what the real one has built. */
class LauncherIT {
    private static final Path TOP = Path.of("..").toAbsolutePath().normalize();

    @TempDir
    Path folder;
    private Path top;

    @BeforeEach
    void copyTheLauncher() throws IOException {
        top = Files.createDirectories(folder.resolve("top"));
        Files.createDirectories(top.resolve("bin"));
        Files.createDirectories(top.resolve("routes/src/main"));
        for (String file : List.of("packetboat", "bin/jdk.sh", "bin/locale.sh", "bin/memory.sh", "pom.xml",
                "routes/pom.xml"))
            Files.copy(TOP.resolve(file), top.resolve(file), StandardCopyOption.COPY_ATTRIBUTES);
        Path maven = Files.writeString(folder.resolve("mvn"), """
                #!/bin/sh
                mkdir -p routes/target/program && cp -f %s/*.jar routes/target/program/
                """.formatted(ServerProcess.PROGRAM));
        Files.setPosixFilePermissions(maven, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private ProcessBuilder launcher(String... arguments) {
        ProcessBuilder command = new ProcessBuilder(top.resolve("packetboat").toString());
        command.command().addAll(List.of(arguments));
        command.environment().merge("PATH", folder.toString(), (path, first) -> first + ":" + path);
        command.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return command.redirectErrorStream(true);
    }

    private void build() throws Exception {
        Files.setLastModifiedTime(top.resolve("pom.xml"), FileTime.from(Instant.now().plusSeconds(1)));
        Process version = launcher("--version").redirectOutput(folder.resolve("build.log").toFile()).start();
        assertTrue(version.waitFor(ServerProcess.PATIENCE.toSeconds() * 3, TimeUnit.SECONDS));
        assertEquals(0, version.exitValue(), () -> said());
        Files.setLastModifiedTime(top.resolve("pom.xml"), FileTime.from(Instant.EPOCH));
    }

    private String said() {
        try {
            return Files.readString(folder.resolve("build.log"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private Path current() throws IOException {
        return top.resolve("builds/current").toRealPath();
    }

    /** A JMX port that the server has would be taken, an agent would be started twice. */
    @Test
    void optionsForTheServerDoNotReachTheCommands() throws Exception {
        ProcessBuilder command = launcher("--version").redirectOutput(folder.resolve("build.log").toFile());
        command.environment().put("PACKETBOAT_OPTS", "-XX:NoSuchOption");
        assertEquals(0, command.start().waitFor(), () -> said());
        command = launcher("run", "--help").redirectOutput(folder.resolve("build.log").toFile());
        command.environment().put("PACKETBOAT_OPTS", "-XX:NoSuchOption");
        assertEquals(1, command.start().waitFor(), () -> said());
    }

    /** A script that reads a command's output would read them, too. */
    @Test
    void whatTheJavaMachineSaysIsNotOnStandardOutput() throws Exception {
        build();
        Files.writeString(current().resolve("packetboat.aot"), "no cache");
        Path out = folder.resolve("out");
        ProcessBuilder command = launcher("--version").redirectErrorStream(false).redirectOutput(out.toFile())
                .redirectError(folder.resolve("build.log").toFile());
        assertEquals(0, command.start().waitFor(), () -> said());
        assertEquals(1, Files.readAllLines(out).size(), () -> said());
        assertTrue(Files.readString(out).startsWith("packetboat "), () -> said());
        assertTrue(said().contains("[aot]") || said().contains("AOT"), () -> said());
    }

    /** The process is as old as the build that it began with; the server is not. */
    @Test
    void acceptingAfterCountsTheServersStartAlone() throws Exception {
        Path maven = folder.resolve("mvn");
        Files.writeString(maven, Files.readString(maven) + "sleep 3; date +%s%3N >" + folder.resolve("built") + "\n");
        Home home = new Home(Files.createDirectory(folder.resolve("home"))).withUsualConfiguration("");
        try (ServerProcess server = ServerProcess.startBy(launcher("run", "--config", home.configuration().toString()),
                home.folder().resolve("server.log"))) {
            long sinceBuilt = System.currentTimeMillis()
                    - Long.parseLong(Files.readString(folder.resolve("built")).strip());
            Matcher said = Pattern.compile("smtp accepting on .* after ([0-9]+) ms").matcher(server.log());
            assertTrue(said.find(), server::log);
            assertTrue(Long.parseLong(said.group(1)) <= sinceBuilt, server::log);
        }
    }

    @Test
    void whatRunsKeepsItsFolderAndWhatNobodyRunsFromIsRemoved() throws Exception {
        build();
        Path first = current();
        Home home = new Home(Files.createDirectory(folder.resolve("home"))).withUsualConfiguration("");
        try (ServerProcess _ = ServerProcess.startBy(launcher("run", "--config", home.configuration().toString()),
                home.folder().resolve("server.log"))) {
            build();
            Path second = current();
            assertTrue(Files.exists(first.resolve("ready")), "what runs has lost its folder");
            build();
            assertTrue(Files.exists(first.resolve("ready")), "what runs has lost its folder");
            assertFalse(Files.exists(second), "nobody ran from it");
        }
        build();
        assertFalse(Files.exists(first), "nobody runs from it any more");
        assertTrue(Files.exists(current().resolve("ready")));
    }
}

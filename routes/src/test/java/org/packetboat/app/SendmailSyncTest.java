package org.packetboat.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code packetboat-sendmail} says that a mail is there when it is on disk, and under its name. */
class SendmailSyncTest {
    private static final Path SCRIPT = Path.of("../bin/packetboat-sendmail").toAbsolutePath().normalize();

    @TempDir
    private Path folder;
    private Path drop;
    private Path asked;

    @BeforeEach
    void prepare() throws IOException {
        drop = Files.createDirectory(folder.resolve("drop"));
        asked = folder.resolve("asked");
    }

    /** Runs it with a {@code sync} that notes what it is asked for, then does this. */
    private int send(String sync) throws IOException, InterruptedException {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Path program = Files.writeString(bin.resolve("sync"), "#!/bin/sh\necho \"$*\" >>" + asked + "\n" + sync + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        ProcessBuilder builder = new ProcessBuilder(SCRIPT.toString(), "root").redirectErrorStream(true)
                .redirectInput(Files.writeString(folder.resolve("input"), "\nx\n").toFile())
                .redirectOutput(folder.resolve("output").toFile());
        builder.environment().put("PACKETBOAT_DROP", drop.toString());
        builder.environment().put("PATH", bin + ":" + System.getenv("PATH"));
        Process process = builder.start();
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        return process.exitValue();
    }

    private List<String> asked() throws IOException {
        return Files.readString(asked, StandardCharsets.UTF_8).lines()
                .map(line -> line.replaceAll("\\.[A-Za-z0-9]{10}$", ".X").replace(drop.toString(), "drop")).toList();
    }

    private List<String> left() throws IOException {
        try (Stream<Path> files = Files.list(drop)) {
            return files.map(f -> f.getFileName().toString().replaceAll("\\..*", "")).toList();
        }
    }

    @Test
    void theTextThenTheNameIsSynced() throws Exception {
        assertEquals(0, send("exit 0"));
        assertEquals(List.of("drop/tmp.X", "drop"), asked());
        assertEquals(List.of("mail"), left());
    }

    @Test
    void aTextThatDoesNotComeToTheDiskIsNoMail() throws Exception {
        assertEquals(74, send("exit 1"));
        assertEquals(List.of("drop/tmp.X"), asked());
        assertEquals(List.of(), left());
    }

    @Test
    void whereTheFolderCanNotBeOpenedTheFileIsSyncedByItsName() throws Exception {
        assertEquals(0, send("[ \"$1\" != " + drop + " ]"));
        assertEquals(List.of("drop/tmp.X", "drop", "drop/mail.X"), asked());
    }

    @Test
    void aNameThatDoesNotComeToTheDiskIsAFailure() throws Exception {
        assertEquals(74, send("case $1 in */tmp.*) exit 0 ;; esac; exit 1"));
        assertEquals(List.of("drop/tmp.X", "drop", "drop/mail.X"), asked());
    }

    @Test
    void whatTheServerHasTakenMeanwhileIsSyncedWithEverything() throws Exception {
        assertEquals(0, send("case $1 in " + drop + ") rm " + drop + "/mail.*; exit 1 ;; */mail.*) exit 1 ;; esac"));
        assertEquals(List.of("drop/tmp.X", "drop", "drop/mail.X", ""), asked());
    }
}

package org.packetboat.app;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mail is for its recipients: nobody else on the machine can read what the server writes, whatever its umask. */
class FileModesIT {
    private static final byte[] LETTER = "Subject: hi\r\n\r\nHello.\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final Set<PosixFilePermission> OWNER = EnumSet.of(PosixFilePermission.OWNER_READ,
            PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    @TempDir
    Path folder;

    @Test
    void nothingBelowTheDataFolderIsForOthersThoughTheUmaskLetsThem() throws IOException {
        Home home = new Home(folder).withUsualConfiguration("");
        Files.createDirectory(home.data(), PosixFilePermissions
                .asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        List<String> open = List.of("sh", "-c", "umask 000; exec \"$0\" \"$@\"");
        try (ServerProcess server = ServerProcess.startThrough(open, home, "server.log");
                SmtpTalk talk = SmtpTalk.to(server.port())) {
            talk.send("anna@hub.example.com", List.of("bob@hub.example.com"), LETTER);
            await().atMost(ServerProcess.PATIENCE).until(() -> home.mailOf("bob").size() == 1);
            assertEquals(List.of(), forOthers(home.data()));
        }
        assertEquals(List.of(), forOthers(home.data()));
    }

    private static List<String> forOthers(Path data) throws IOException {
        try (var all = Files.walk(data)) {
            return all.filter(path -> Files.exists(path) && !OWNER.containsAll(modes(path))).map(Path::toString)
                    .toList();
        }
    }

    private static Set<PosixFilePermission> modes(Path path) {
        try {
            return Files.getPosixFilePermissions(path);
        } catch (IOException removedMeanwhile) {
            return Set.of();
        }
    }
}

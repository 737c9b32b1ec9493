package org.packetboat.connectors.rocksdb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Needs {@code unshare} of util-linux, and fails without: a mount namespace of its own holds a small tmpfs. */
class RocksStoreFullDiskTest {
    private static final String MOUNT_AND_RUN = "mount -t tmpfs -o size=96m packetboat \"$0\" && exec \"$@\"";

    @TempDir
    Path folder;

    @Test
    void fullDiskFailsCommitsAndRoomHealsThem() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("unshare", "--map-root-user", "--mount",
                "sh", "-c", MOUNT_AND_RUN, folder.toString()));
        command.addAll(ChildJvm.command(FullDisk.class, folder.toString()));
        Process child = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(child.getInputStream().readAllBytes());
        assertEquals(0, child.waitFor(), output);
    }
}

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
    private static final String MOUNT_AND_RUN = "mount -t tmpfs -o size=96m,OPTIONS packetboat \"$0\" && exec \"$@\"";

    @TempDir
    Path folder;

    @Test
    void fullDiskFailsCommitsAndRoomHealsThem() throws IOException, InterruptedException {
        run("bytes", "nr_inodes=0");
    }

    /** Room for one file, as long as it takes to try that, and for no other: the store can't be opened again then. */
    @Test
    void readsGoOnWhereTheStoreCantBeOpenedAnew() throws IOException, InterruptedException {
        run("files", "nr_inodes=200");
    }

    /** Killed with 45 MB of its log in memory, and with 4 MB of room at the next start. */
    @Test
    void fullDiskIsNoReasonNotToStart() throws IOException, InterruptedException {
        run("room-at-the-start", "nr_inodes=0");
    }

    private void run(String lacking, String mounted) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("unshare", "--map-root-user", "--mount",
                "sh", "-c", MOUNT_AND_RUN.replace("OPTIONS", mounted), folder.toString()));
        command.addAll(ChildJvm.command(FullDisk.class, folder.toString(), lacking));
        Process child = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(child.getInputStream().readAllBytes());
        assertEquals(0, child.waitFor(), output);
    }
}

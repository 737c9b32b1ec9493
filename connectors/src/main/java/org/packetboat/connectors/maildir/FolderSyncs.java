package org.packetboat.connectors.maildir;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Syncs the names in folders. What is there may have been made by a life that was killed before its sync: the system
 * shows it, and a loss of power takes it away. So before the first use in this life, every folder is synced once,
 * though it is there already. May be used from any thread.
 */
class FolderSyncs {
    /** So many are remembered; then they are forgotten and synced once more. */
    private static final int MOST = 10_000;

    private final Set<Path> synced = ConcurrentHashMap.newKeySet();

    /** Makes the names in a folder durable. */
    void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Makes the names in a folder durable, unless that was done in this life. */
    final void syncOnce(Path folder) throws IOException {
        if (synced.contains(folder)) return;
        sync(folder);
        if (synced.size() >= MOST) synced.clear();
        synced.add(folder);
    }
}

package org.packetboat.schedules.watch;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Waits for something to happen in some folders. It only shortens the wait: where the system tells nothing (network
 * file systems, folders that come later), the wait simply takes its full time.
 */
final class FolderEvents implements AutoCloseable {
    private final WatchService service;

    /** Listens to each folder, and to the folder of each file. */
    FolderEvents(List<Path> places) throws IOException {
        service = FileSystems.getDefault().newWatchService();
        for (Path place : places) {
            listen(Files.isDirectory(place) ? place : place.toAbsolutePath().getParent());
        }
    }

    private void listen(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) return;
        folder.register(service, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY,
                StandardWatchEventKinds.ENTRY_DELETE);
    }

    /** Waits for an event, at most this long. Says whether there was one. */
    boolean await(Duration most) throws InterruptedException {
        WatchKey key = service.poll(most.toMillis(), TimeUnit.MILLISECONDS);
        if (key == null) return false;
        key.pollEvents();
        key.reset();
        return true;
    }

    @Override
    public void close() throws IOException {
        service.close();
    }
}

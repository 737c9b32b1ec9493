package org.packetboat.connectors.disk;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.protocols.disk.DiskAnswer;
import org.packetboat.protocols.disk.DiskFile;

/** Two servers that send each other mail by disks, and what is done with these. */
abstract class DiskRig {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    static final String ANN = "ann@denver.example";

    @TempDir
    Path folder;
    final List<DiskHost> open = new ArrayList<>();
    DiskHost hub;
    DiskHost denver;

    @BeforeEach
    void start() throws IOException {
        hub = opened(new DiskHost(folder, "hub", "denver"));
        denver = opened(new DiskHost(folder, "denver", "hub"));
    }

    DiskHost opened(DiskHost host) {
        open.add(host);
        return host;
    }

    @AfterEach
    void stop() throws IOException {
        for (DiskHost host : open)
            host.close();
    }

    Path disk(String name) throws IOException {
        Path disk = Files.createDirectories(folder.resolve("disks").resolve(name));
        Files.writeString(disk.resolve("packetboat-disk"), name + "\n");
        return disk;
    }

    static void until(Callable<Boolean> holds) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(holds);
    }

    static List<Path> files(Path disk, String from, String to, String suffix) {
        Path place = disk.resolve("packetboat").resolve(from).resolve(to);
        if (!Files.isDirectory(place)) return List.of();
        try (Stream<Path> all = Files.list(place)) {
            return all.filter(file -> file.toString().endsWith(suffix)).toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    static boolean has(Path disk, String from, String to, String suffix, int count) {
        return files(disk, from, to, suffix).size() == count;
    }

    /** What waits at the hub is written to a disk, which is pulled then. */
    Path written(String name) throws IOException {
        Path disk = disk(name);
        int before = hub.post.state().awaited();
        hub.plug(disk);
        until(() -> hub.post.state().awaited() > before);
        until(() -> hub.queue.envelope(hub.events(StatusEvent.Sending.class).stream()
                .filter(sent -> sent.site().equals("denver")).toList().getLast().id()).filter(e -> e.isCarried())
                .isPresent());
        hub.pull();
        until(() -> hub.post.state().disk().isEmpty());
        return disk;
    }

    /** A disk is read at Denver, and answered. */
    void read(Path disk) throws IOException {
        denver.plug(disk);
        until(() -> has(disk, "hub", "denver", DiskFile.SUFFIX, 0));
        denver.pull();
        until(() -> denver.post.state().disk().isEmpty());
    }

    /** A disk comes back to the hub, and all answers on it are settled. */
    void back(Path disk) throws IOException {
        hub.plug(disk);
        until(() -> has(disk, "denver", "hub", DiskAnswer.SUFFIX, 0));
        hub.pull();
        until(() -> hub.post.state().disk().isEmpty());
    }

    void arrived(String... once) {
        Map<String, Integer> expected = new ConcurrentHashMap<>();
        for (String mail : once)
            expected.put(mail, 1);
        until(() -> denver.arrived().size() >= expected.size());
        assertEquals(expected, denver.arrived());
    }
}

package org.packetboat.connectors.uucp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.store.StoreException;
import org.packetboat.protocols.uucp.exchange.UucpSpool;
import org.packetboat.connectors.files.FileAge;

/**
 * A spool in a folder. Each session gets one of its own; several may use the same folder for different far sides.
 *
 * <pre>
 * files/NAME        a file whose every byte is on disk
 * files/NAME.part   one that grows; after a crash its last bytes may be missing or torn
 * memory/NAME       a name remembered; empty
 * </pre>
 *
 * A growing file is synced at the latest every 16 KiB; after a crash as much is cut off its end.
 */
public final class FileSpool implements UucpSpool {
    private static final int UNSYNCED = 16 * 1024;
    private static final String PART = ".part";

    /** A file that grows. */
    private static final class Growing {
        private final FileChannel channel;
        private int unsynced;

        private Growing(FileChannel channel) {
            this.channel = channel;
        }
    }

    private final Path files;
    private final Path memory;
    private final Set<String> lent;
    private final Map<String, Growing> growing = new HashMap<>();

    /**
     * @param folder made if missing
     * @throws StoreException if it can't be
     */
    public FileSpool(Path folder) {
        this(folder, ConcurrentHashMap.newKeySet());
    }

    /** @param lent the files that programs read, for all spools in this folder */
    FileSpool(Path folder, Set<String> lent) {
        this.lent = lent;
        files = folder.resolve("files");
        memory = folder.resolve("memory");
        doing("open " + folder, () -> {
            Files.createDirectories(files);
            Files.createDirectories(memory);
        });
    }

    /** Removes what nobody touched since then: transfers the far side never finished. */
    public void sweep(Instant before) {
        for (Path folder : List.of(files, memory))
            doing("sweep " + folder, () -> sweep(folder, before));
    }

    private static void sweep(Path folder, Instant before) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.toList()) {
                if (FileAge.isOlder(file, before)) Files.deleteIfExists(file);
            }
        }
    }

    @Override
    public long held(String file) {
        long[] size = {0};
        doing("look at " + file, () -> {
            if (growing.containsKey(file)) size[0] = growing.get(file).channel.size();
            else if (Files.exists(part(file))) size[0] = mend(file);
            else if (Files.exists(whole(file))) size[0] = Files.size(whole(file));
        });
        return size[0];
    }

    /** A crash left it growing: what may be torn is cut off. */
    private long mend(String file) throws IOException {
        try (FileChannel channel = FileChannel.open(part(file), StandardOpenOption.WRITE)) {
            channel.truncate(Math.max(0, channel.size() - UNSYNCED));
            channel.force(true);
        }
        rename(part(file), whole(file));
        return Files.size(whole(file));
    }

    @Override
    public void append(String file, byte[] bytes) {
        doing("append to " + file, () -> {
            Growing open = grow(file);
            for (ByteBuffer out = ByteBuffer.wrap(bytes); out.hasRemaining();)
                open.channel.write(out);
            open.unsynced += bytes.length;
            if (open.unsynced >= UNSYNCED) sync(open);
        });
    }

    private Growing grow(String file) throws IOException {
        Growing open = growing.get(file);
        if (open != null) return open;
        held(file);
        if (Files.exists(whole(file))) rename(whole(file), part(file));
        open = new Growing(FileChannel.open(part(file), StandardOpenOption.CREATE, StandardOpenOption.APPEND));
        growing.put(file, open);
        return open;
    }

    private static void sync(Growing open) throws IOException {
        open.channel.force(true);
        open.unsynced = 0;
    }

    @Override
    public void keep(String file) {
        doing("keep " + file, () -> {
            if (!Files.exists(whole(file))) settle(file, grow(file));
        });
    }

    /** What can't be synced stays a file that grew, of which the last bytes are cut off when it goes on. */
    private void settle(String file, Growing open) throws IOException {
        growing.remove(file);
        try (FileChannel _ = open.channel) {
            sync(open);
        }
        rename(part(file), whole(file));
    }

    @Override
    public void rename(String file, String to) {
        keep(file);
        discard(to);
        doing("rename " + file, () -> rename(whole(file), whole(to)));
    }

    private static void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        syncFolder(from.getParent());
    }

    private static void syncFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public boolean exists(String file) {
        return growing.containsKey(file) || Files.exists(whole(file)) || Files.exists(part(file));
    }

    @Override
    public Body content(String file) {
        keep(file);
        return new FileBody(whole(file), held(file));
    }

    @Override
    public void discard(String file) {
        doing("discard " + file, () -> {
            Growing open = growing.remove(file);
            if (open != null) open.channel.close();
            Files.deleteIfExists(part(file));
            Files.deleteIfExists(whole(file));
        });
    }

    @Override
    public Set<String> lent() {
        return lent;
    }

    @Override
    public void remember(String name) {
        doing("remember " + name, () -> {
            Files.write(memory.resolve(name), new byte[0]);
            syncFolder(memory);
        });
    }

    @Override
    public boolean remembers(String name) {
        return Files.exists(memory.resolve(name));
    }

    @Override
    public void forget(String name) {
        doing("forget " + name, () -> Files.deleteIfExists(memory.resolve(name)));
    }

    @Override
    public void release() {
        Optional<StoreException> failure = Optional.empty();
        for (Map.Entry<String, Growing> open : Map.copyOf(growing).entrySet()) {
            try {
                doing("close " + open.getKey(), () -> settle(open.getKey(), open.getValue()));
            } catch (StoreException e) {
                failure = Optional.of(e); // the others are closed all the same
            }
        }
        if (failure.isPresent()) throw failure.get();
    }

    private Path whole(String file) {
        return files.resolve(file);
    }

    private Path part(String file) {
        return files.resolve(file + PART);
    }

    /** Something that touches the disk. */
    private interface Work {
        void run() throws IOException;
    }

    private static void doing(String what, Work work) {
        try {
            work.run();
        } catch (IOException | UncheckedIOException failed) {
            throw new StoreException("uucp spool: cannot " + what, failed);
        }
    }
}

package org.packetboat.connectors.batch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.packetboat.engine.store.StoreException;
import org.packetboat.protocols.bundle.BundleBytes;
import org.packetboat.protocols.bundle.packing.PackedBundle;
import org.packetboat.connectors.files.FileAge;
import org.packetboat.connectors.files.WholeFile;

/**
 * Where frozen batches for one far side wait for its word, in a folder of its own, one file each, named by id. A file
 * appears whole or not at all; one whose bytes are not what its name says is dropped.
 *
 * <pre>
 * marks, a line each; an empty line; the batch
 * </pre>
 */
final class FrozenFolder {
    private final Path folder;

    /**
     * @param folder made if missing
     * @param since  what was frozen earlier is dropped: nobody asked for it in all that time
     * @throws StoreException if the folder can't be made or read
     */
    FrozenFolder(Path folder, Instant since) {
        this.folder = folder;
        doing("open", () -> {
            Files.createDirectories(folder);
            for (Path file : files()) {
                if (FileAge.isOlder(file, since)) Files.delete(file);
            }
        });
    }

    /** All of them, oldest first. */
    List<PackedBundle> all() {
        List<PackedBundle> all = new ArrayList<>();
        doing("read", () -> {
            for (Path file : files())
                read(file, all);
        });
        return all;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.endsWith(WholeFile.UNFINISHED)).sorted((a, b) -> age(a).compareTo(age(b)))
                    .toList();
        }
    }

    private static Instant age(Path file) {
        return Instant.ofEpochMilli(file.toFile().lastModified());
    }

    private static void read(Path file, List<PackedBundle> into) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        List<String> marks = new ArrayList<>();
        int at = 0;
        for (int end = lineEnd(bytes, 0); end > at; end = lineEnd(bytes, at)) {
            marks.add(new String(bytes, at, end - at, StandardCharsets.UTF_8));
            at = end + 1;
        }
        BundleBytes batch = BundleBytes.of(Arrays.copyOfRange(bytes, Math.min(bytes.length, at + 1), bytes.length));
        if (file.endsWith(batch.id())) into.add(new PackedBundle(batch.id(), batch, marks));
        else Files.delete(file);
    }

    private static int lineEnd(byte[] bytes, int from) {
        int end = from;
        while (end < bytes.length && bytes[end] != '\n')
            end++;
        return end;
    }

    /** Keeps one; durable when this returns. */
    PackedBundle keep(BundleBytes batch, List<String> marks) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes((String.join("\n", marks) + "\n\n").getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(batch.toBytes());
        doing("keep " + batch.id(), () -> WholeFile.write(folder.resolve(batch.id()), bytes.toByteArray()));
        return new PackedBundle(batch.id(), batch, marks);
    }

    void discard(String id) {
        doing("discard " + id, () -> Files.deleteIfExists(folder.resolve(id)));
    }

    /** Something that touches the disk. */
    private interface Work {
        void run() throws IOException;
    }

    private void doing(String what, Work work) {
        try {
            work.run();
        } catch (IOException failed) {
            throw new StoreException("frozen batches in " + folder + ": cannot " + what, failed);
        }
    }
}

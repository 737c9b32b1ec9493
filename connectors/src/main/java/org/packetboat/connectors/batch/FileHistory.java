package org.packetboat.connectors.batch;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.packetboat.connectors.files.WholeFile;
import org.packetboat.engine.store.StoreException;
import org.packetboat.protocols.bundle.content.ContentName;
import org.packetboat.protocols.bundle.history.History;

/**
 * A history in a folder of its own, one file for each content, named by age and {@link ContentName}:
 * {@code 000000000017-89abcdef01234567}. A file appears whole or not at all; one whose bytes have changed since is
 * found out when read, and dropped. No more than {@value #MOST} contents are kept: each takes a block of the disk and
 * a sketch in memory however small it is, and is read once in each call.
 */
public final class FileHistory implements History {
    static final int MOST = 1000;
    private static final Pattern FILE = Pattern.compile("(\\d{12})-([0-9a-f]{16})");

    private final Path folder;
    private final long capacity;
    private final TreeMap<Long, Kept> kept = new TreeMap<>();
    private long size;

    private record Kept(ContentName name, long size) {}

    /**
     * @param folder   made if missing
     * @param capacity bytes kept at most
     * @throws StoreException if the folder can't be made or read
     */
    public FileHistory(Path folder, long capacity) {
        this.folder = folder;
        this.capacity = capacity;
        doing("open", () -> {
            Files.createDirectories(folder);
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
                for (Path file : files)
                    found(file);
            }
        });
    }

    private void found(Path file) throws IOException {
        Matcher name = FILE.matcher(file.getFileName().toString());
        if (!name.matches()) return;
        long age = Long.parseLong(name.group(1));
        if (kept.containsKey(age)) Files.delete(file); // when one was kept, an older copy of it could not be deleted
        else add(age, new ContentName(name.group(2)), Files.size(file));
    }

    private void add(long age, ContentName name, long bytes) {
        kept.put(age, new Kept(name, bytes));
        size += bytes;
    }

    private void forget(long age) {
        size -= kept.remove(age).size();
    }

    @Override
    public List<ContentName> names() {
        return kept.values().stream().map(Kept::name).toList();
    }

    @Override
    public Optional<byte[]> content(ContentName name) {
        List<byte[]> found = new ArrayList<>();
        doing("read " + name.hex(), () -> {
            for (long age : ages(name))
                read(age).ifPresentOrElse(found::add, () -> forget(age));
        });
        return found.stream().findFirst();
    }

    private List<Long> ages(ContentName name) {
        return kept.entrySet().stream().filter(e -> e.getValue().name().equals(name)).map(e -> e.getKey()).toList();
    }

    private Optional<byte[]> read(long age) throws IOException {
        try {
            byte[] content = Files.readAllBytes(file(age));
            if (ContentName.of(content).equals(kept.get(age).name())) return Optional.of(content);
            Files.delete(file(age));
            return Optional.empty();
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        }
    }

    @Override
    public void keep(byte[] content) {
        if (content.length > capacity) return;
        ContentName name = ContentName.of(content);
        doing("keep " + name.hex(), () -> {
            long age = kept.isEmpty() ? 0 : kept.lastKey() + 1;
            WholeFile.write(file(age, name), content);
            for (long before : ages(name))
                drop(before);
            add(age, name, content.length);
            shrink();
        });
    }

    private void shrink() throws IOException {
        while (size > capacity || kept.size() > MOST)
            drop(kept.firstKey());
    }

    private void drop(long age) throws IOException {
        Files.deleteIfExists(file(age));
        forget(age);
    }

    private Path file(long age) {
        return file(age, kept.get(age).name());
    }

    private Path file(long age, ContentName name) {
        return folder.resolve(String.format("%012d-%s", age, name.hex()));
    }

    /** Something that touches the disk. */
    private interface Work {
        void run() throws IOException;
    }

    private void doing(String what, Work work) {
        try {
            work.run();
        } catch (IOException | DirectoryIteratorException failed) {
            throw new StoreException("history in " + folder + ": cannot " + what, failed);
        }
    }
}

package org.packetboat.connectors.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.packetboat.engine.store.StoreException;
import org.packetboat.protocols.bundle.content.ContentName;
import org.packetboat.protocols.bundle.history.History;

/**
 * A history in a folder of its own, one file for each content, named by age and {@link ContentName}:
 * {@code 000000000017-89abcdef01234567}. A file appears whole or not at all; one whose bytes have changed since is
 * found out when read, and dropped.
 */
public final class FileHistory implements History {
    private static final Pattern FILE = Pattern.compile("(\\d{12})-([0-9a-f]{16})");

    private final Path folder;
    private final long capacity;
    private final TreeMap<Long, ContentName> kept = new TreeMap<>();

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
            try (var files = Files.list(folder)) {
                files.forEach(file -> found(file.getFileName().toString()));
            }
        });
    }

    private void found(String file) {
        Matcher name = FILE.matcher(file);
        if (name.matches()) kept.put(Long.parseLong(name.group(1)), new ContentName(name.group(2)));
    }

    @Override
    public List<ContentName> names() {
        return List.copyOf(kept.values());
    }

    @Override
    public Optional<byte[]> content(ContentName name) {
        List<byte[]> found = new ArrayList<>();
        doing("read " + name.hex(), () -> {
            for (long age : ages(name))
                read(age).ifPresentOrElse(found::add, () -> kept.remove(age));
        });
        return found.stream().findFirst();
    }

    private List<Long> ages(ContentName name) {
        return kept.entrySet().stream().filter(e -> e.getValue().equals(name)).map(e -> e.getKey()).toList();
    }

    private Optional<byte[]> read(long age) throws IOException {
        try {
            byte[] content = Files.readAllBytes(file(age));
            if (ContentName.of(content).equals(kept.get(age))) return Optional.of(content);
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
            kept.put(age, name);
            shrink();
        });
    }

    private void shrink() throws IOException {
        long size = 0;
        for (long age : List.copyOf(kept.descendingKeySet())) {
            size += Files.exists(file(age)) ? Files.size(file(age)) : 0;
            if (size > capacity) drop(age);
        }
    }

    private void drop(long age) throws IOException {
        Files.deleteIfExists(file(age));
        kept.remove(age);
    }

    private Path file(long age) {
        return file(age, kept.get(age));
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
        } catch (IOException failed) {
            throw new StoreException("history in " + folder + ": cannot " + what, failed);
        }
    }
}

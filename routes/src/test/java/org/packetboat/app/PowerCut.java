package org.packetboat.app;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A disk below one folder that forgets, when power fails, what was not synced. A preloaded library
 * ({@code src/test/native/powercut.c}, built here with gcc) writes a journal of what the program syncs; once the
 * program is killed, {@link #cut} makes of the folder what a loss of power could have left: of bytes that were not
 * synced, some are there, some are zeros, some are cut off; of names that were not synced, the last ones are undone.
 * Without a cut, a killed program leaves everything, and its unsynced bytes stay unsynced in its next life.
 */
final class PowerCut {
    private static final Path SOURCE = Path.of("src", "test", "native", "powercut.c");
    private static final int PAGE = 4096;

    /** A name that was given or taken away, and by which folder's sync it becomes durable. */
    private record Change(char what, long inode, long kept, Path before, Path path) {
        boolean isSyncedBy(Path folder) {
            return path.getParent().equals(folder);
        }
    }

    private final Path root;
    private final Path journal;
    private final Path keep;
    private final Path library;
    private final Random random;

    /** @param folder where the journal goes; @param root the disk, a folder in it */
    PowerCut(Path folder, Path root, Random random) throws IOException, InterruptedException {
        this.root = Files.createDirectories(root).toRealPath();
        this.journal = folder.resolve("powercut.journal");
        this.keep = Files.createDirectories(folder.resolve("powercut.kept"));
        this.library = folder.resolve("powercut.so");
        this.random = random;
        Process compiler = new ProcessBuilder("gcc", "-std=gnu11", "-O2", "-Wall", "-fPIC", "-shared", "-o",
                library.toString(), SOURCE.toString(), "-ldl").inheritIO().start();
        if (compiler.waitFor() != 0) throw new IOException("gcc could not build " + SOURCE);
    }

    /** Runs a command on this disk. @param syncMillis how much longer than it has to, each sync takes */
    List<String> wrapper(int syncMillis) {
        return List.of("env", "LD_PRELOAD=" + library, "POWERCUT_ROOT=" + root, "POWERCUT_JOURNAL=" + journal,
                "POWERCUT_KEEP=" + keep, "POWERCUT_SLOW=" + syncMillis);
    }

    /** Power fails, after the program was killed. @return how many bytes and names were lost, for the log */
    String cut() throws IOException {
        Map<Long, Long> synced = new HashMap<>();
        List<Change> unsynced = new ArrayList<>();
        for (String line : Files.readAllLines(journal))
            replay(line, synced, unsynced);
        int survivors = random.nextInt(unsynced.size() + 1);
        List<Change> undone = unsynced.subList(survivors, unsynced.size());
        undone.reversed().forEach(this::undo);
        long bytes = tear(synced);
        Files.delete(journal);
        try (Stream<Path> kept = Files.list(keep)) {
            for (Path file : kept.toList())
                Files.delete(file);
        }
        return "bytes=" + bytes + " names=" + undone.size();
    }

    private static void replay(String line, Map<Long, Long> synced, List<Change> unsynced) {
        String[] fields = line.split(" ", 4);
        long inode = Long.parseLong(fields[1]);
        long number = Long.parseLong(fields[2]);
        String[] paths = fields[3].split("\t");
        Path path = Path.of(paths[paths.length - 1]);
        switch (fields[0].charAt(0)) {
            case 'O' -> synced.putIfAbsent(inode, number);
            case 'S' -> synced.put(inode, number);
            case 'T' -> synced.computeIfPresent(inode, (_, before) -> Math.min(before, number));
            case 'D' -> unsynced.removeIf(change -> change.isSyncedBy(path));
            case 'N' -> {
                if (number == 0) synced.put(inode, 0L);
                unsynced.add(new Change('N', inode, 0, path, path));
            }
            default -> unsynced.add(new Change(fields[0].charAt(0), inode, number, Path.of(paths[0]), path));
        }
    }

    private void undo(Change change) {
        try {
            switch (change.what()) {
                case 'N' -> Files.deleteIfExists(change.path());
                case 'M' -> deleteAll(change.path());
                case 'U' -> restore(change.inode(), change.path());
                case 'R' -> {
                    if (Files.exists(change.path()))
                        Files.move(change.path(), change.before(), StandardCopyOption.REPLACE_EXISTING);
                    if (change.kept() != 0) restore(change.kept(), change.path());
                }
                default -> throw new IllegalStateException("unknown change " + change);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void restore(long inode, Path path) throws IOException {
        if (Files.isDirectory(path.getParent()) && !Files.exists(path))
            Files.createLink(path, keep.resolve(Long.toString(inode)));
    }

    private static void deleteAll(Path folder) throws IOException {
        if (!Files.exists(folder)) return;
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path one : all.sorted(Comparator.reverseOrder()).toList())
                Files.delete(one);
        }
    }

    private long tear(Map<Long, Long> synced) throws IOException {
        long lost = 0;
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : all.filter(f -> Files.isRegularFile(f, LinkOption.NOFOLLOW_LINKS)).toList()) {
                long size = Files.size(file);
                long safe = synced.getOrDefault((Long) Files.getAttribute(file, "unix:ino"), size);
                if (safe >= size) continue;
                tear(file, safe, size);
                lost += size - safe;
            }
        }
        return lost;
    }

    /** Cut off anywhere, with some pages that never came to the disk before the end. */
    private void tear(Path file, long safe, long size) throws IOException {
        try (RandomAccessFile torn = new RandomAccessFile(file.toFile(), "rw")) {
            long end = random.nextBoolean() ? size : random.nextLong(safe, size + 1);
            torn.setLength(end);
            for (long at = safe; at < end; at = (at / PAGE + 1) * PAGE) {
                if (random.nextBoolean()) continue;
                torn.seek(at);
                torn.write(new byte[(int) (Math.min(end, (at / PAGE + 1) * PAGE) - at)]);
            }
        }
    }
}

package org.packetboat.connectors.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files of a history, by number. Each finished file has a second one with its keys ({@link KeyFilter}). If that is
 * missing or damaged, the file itself is read: nothing is lost, only time.
 *
 * <pre>
 * history/0000000000000001.log    finished
 *         0000000000000001.keys
 *         0000000000000002.log    being written
 * </pre>
 */
record HistoryFolder(Path folder) {
    private static final String LOG = ".log";
    private static final String KEYS = ".keys";
    private static final String NAME = "[0-9]{16}\\.log";

    /** One file of the history. */
    record Part(Path log) {
        long number() {
            String name = log.getFileName().toString();
            return Long.parseLong(name.substring(0, name.length() - LOG.length()));
        }

        Path keys() {
            String name = log.getFileName().toString();
            return log.resolveSibling(name.substring(0, name.length() - LOG.length()) + KEYS);
        }

        /** What it takes on the disk, in bytes. */
        long size() {
            return size(log) + size(keys());
        }

        private static long size(Path file) {
            try {
                return Files.size(file);
            } catch (IOException gone) {
                return 0;
            }
        }

        boolean isFinished() {
            return Files.exists(keys());
        }

        /** Whether it may have one of these keys. */
        boolean mayHave(List<String> wanted) {
            return filter().map(filter -> wanted.stream().anyMatch(filter::mayHave)).orElse(true);
        }

        /** When its newest entry was made; empty if it is not finished. */
        Optional<Instant> newest() {
            return filter().map(KeyFilter::newest);
        }

        private Optional<KeyFilter> filter() {
            try {
                return KeyFilter.read(Files.readAllBytes(keys()));
            } catch (IOException none) {
                return Optional.empty();
            }
        }

        void delete() throws IOException {
            Files.deleteIfExists(log);
            Files.deleteIfExists(keys());
        }
    }

    /** The oldest first; none if there is no folder. */
    List<Part> parts() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches(NAME)).sorted().map(Part::new).toList();
        } catch (NoSuchFileException none) {
            return List.of();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    Part part(long number) {
        return new Part(folder.resolve("%016d".formatted(number) + LOG));
    }
}

package org.packetboat.connectors.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What this process has open, as Linux tells it; nothing elsewhere. */
public final class OpenFiles {
    private static final Path OWN = Path.of("/proc/self/fd");

    private OpenFiles() {}

    /** The files below a folder. */
    public static List<Path> below(Path folder) throws IOException {
        if (!Files.isDirectory(OWN)) return List.of();
        try (Stream<Path> all = Files.list(OWN)) {
            return all.flatMap(file -> target(file).stream()).filter(file -> file.startsWith(folder)).toList();
        }
    }

    private static Optional<Path> target(Path file) {
        try {
            return Optional.of(Files.readSymbolicLink(file));
        } catch (IOException closedMeanwhile) {
            return Optional.empty();
        }
    }
}

package org.packetboat.app.compose.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders with all that is in them. */
final class FolderTree {
    private FolderTree() {}

    /** Deletes it, if it is there. Links are deleted, not followed. */
    static void delete(Path root) throws IOException {
        if (!Files.exists(root)) return;
        try (Stream<Path> all = Files.walk(root)) {
            for (Path one : all.sorted(Comparator.reverseOrder()).toList())
                Files.deleteIfExists(one);
        }
    }

    /** What is in a folder; nothing if it is not there. */
    static List<Path> entries(Path folder) throws IOException {
        if (!Files.exists(folder)) return List.of();
        try (Stream<Path> all = Files.list(folder)) {
            return all.sorted().toList();
        }
    }
}

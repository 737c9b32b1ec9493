package org.packetboat.connectors.rocksdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * Keeps copies of files that were found damaged, in the folder {@code damaged}, for whoever wants to look into them.
 */
record DamagedFiles(Path folder) {
    /** @return the copy, whose name begins with the second at which it was made */
    Path copy(Path file) throws IOException {
        Files.createDirectories(folder);
        String prefix = Instant.now().getEpochSecond() + "-" + file.getFileName();
        Path copy = folder.resolve(prefix);
        for (int i = 2; Files.exists(copy); i++)
            copy = folder.resolve(prefix + "-" + i);
        return Files.copy(file, copy);
    }
}

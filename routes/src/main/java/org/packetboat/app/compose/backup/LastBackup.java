package org.packetboat.app.compose.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Optional;

/**
 * The last good backup, remembered in the data folder, in the file {@code backup.last}. One that can't be read costs
 * this knowledge and nothing else.
 *
 * <pre>
 * time SP generation SP bytes SP copied bytes SP folder
 * </pre>
 *
 * @param bytes  the size of all its files
 * @param copied how much of it was copied
 */
public record LastBackup(Instant at, long generation, long bytes, long copied, String folder) {
    private static final int FIELDS = 5;

    static Path file(Path data) {
        return data.resolve("backup.last");
    }

    /** What is remembered in a data folder. */
    public static Optional<LastBackup> read(Path data) {
        try {
            String[] fields = Files.readString(file(data)).strip().split(" ", FIELDS);
            return Optional.of(new LastBackup(Instant.parse(fields[0]), Long.parseLong(fields[1]),
                    Long.parseLong(fields[2]), Long.parseLong(fields[3]), fields[4]));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    void write(Path data) throws IOException {
        Path next = file(data).resolveSibling("backup.next");
        Files.writeString(next, at + " " + generation + " " + bytes + " " + copied + " " + folder + "\n");
        Files.move(next, file(data), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** In a sentence. */
    public String said() {
        return "backup " + generation + " in " + folder + ", made at " + at + ", is good: " + bytes + " bytes, "
                + copied + " of them copied, all read back";
    }
}

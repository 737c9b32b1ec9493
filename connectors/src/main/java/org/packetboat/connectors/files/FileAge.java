package org.packetboat.connectors.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;

/**
 * How long nobody has touched a file. Files have the time of the machine's own clock, right or wrong; so that clock is
 * asked, and not one that was told the time by somebody.
 */
public final class FileAge {
    /** The clock that files have their times from. */
    public static final Clock CLOCK = Clock.systemUTC();

    /** No file of ours is older than the program: what is, was written while the clock was wrong. */
    private static final Instant OLDEST = Instant.parse("2026-01-01T00:00:00Z");

    private FileAge() {}

    /**
     * Whether nobody has touched it since then. A file from a time before there was this program counts as touched now,
     * from now on.
     */
    public static boolean isOlder(Path file, Instant than) throws IOException {
        Instant touched = Files.getLastModifiedTime(file).toInstant();
        if (touched.isBefore(OLDEST) && !than.isBefore(OLDEST)) {
            Files.setLastModifiedTime(file, FileTime.from(CLOCK.instant()));
            return false;
        }
        return touched.isBefore(than);
    }
}

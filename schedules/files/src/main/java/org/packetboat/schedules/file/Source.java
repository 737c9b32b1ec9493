package org.packetboat.schedules.file;

import java.nio.file.Path;
import java.util.Optional;

/** A schedule file's content, under the name by which messages speak of it. The array is not to be changed. */
public record Source(String name, byte[] content) {
    /** Another file that was read for it. @param content as it was read; empty if it could not be */
    public record Beside(Path file, Optional<Source> content) {}
}

package org.packetboat.schedules.file.link;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.packetboat.schedules.yaml.Value;

/** Files that a schedule file names: their paths count from its folder, and they must be there. */
public final class NamedFile {
    private NamedFile() {
    }

    /** A path, whether or not anything is there. */
    static Optional<Path> path(Value value) {
        return value.as("a path", text -> Path.of(value.place().file()).resolveSibling(text).normalize());
    }

    /** One that holds a secret: a warning says so if others may read it, too. */
    public static Optional<Path> secret(Value value) {
        Optional<Path> file = read(value);
        file.ifPresent(path -> value.warnIfOthersRead(path));
        return file;
    }

    public static Optional<Path> read(Value value) {
        Optional<Path> path = path(value);
        if (path.isEmpty() || Files.isReadable(path.get()) && !Files.isDirectory(path.get())) return path;
        value.refuse("a readable file: there is none at " + path.get());
        return Optional.empty();
    }
}

package org.packetboat.app.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;
import org.packetboat.schedules.yaml.Value;

/** The folder from which the paths in a configuration file count. */
record Folder(Path base) {
    Path resolve(String path) {
        return base.resolve(path).normalize();
    }

    /** A path to something that need not be there yet. */
    Optional<Path> path(Value value) {
        return value.as("a path", this::resolve);
    }

    /** A path to a file that must be there. */
    Optional<Path> file(Value value) {
        return existing(value, "a readable file", file -> Files.isReadable(file) && !Files.isDirectory(file));
    }

    /** A path to a file that must be there and holds a secret: a warning says so if others may read it, too. */
    Optional<Path> secret(Value value) {
        Optional<Path> file = file(value);
        file.ifPresent(value::warnIfOthersRead);
        return file;
    }

    /** A path to a folder that must be there. */
    Optional<Path> folder(Value value) {
        return existing(value, "a readable folder", f -> Files.isDirectory(f) && Files.isReadable(f));
    }

    /** A path to a file or a folder of such files. */
    Optional<Path> fileOrFolder(Value value, String expected) {
        return existing(value, expected, Files::isReadable);
    }

    private Optional<Path> existing(Value value, String expected, Predicate<Path> check) {
        Optional<Path> path = path(value);
        if (path.isPresent() && !check.test(path.get())) {
            value.refuse(expected + ": there is none at " + path.get());
            return Optional.empty();
        }
        return path;
    }
}

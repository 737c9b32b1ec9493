package org.packetboat.app.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.packetboat.schedules.yaml.Section;
import org.packetboat.schedules.yaml.Value;

/** Reads a value that may be a secret: as it stands, from a file or from the environment. It is never told anywhere. */
record Secret(Folder folder, UnaryOperator<String> environment) {
    private static final String EXPECTED = "a value, { file: FILE } or { env: NAME }";

    Optional<String> read(Value value) {
        if (value.isScalar()) return value.text(EXPECTED);
        Optional<Section> section = value.section("file", "env");
        if (section.isPresent() && section.get().has("file") == section.get().has("env")) {
            section.get().refuseAs("found " + (section.get().has("file") ? "both" : "neither") + "; expected "
                    + "exactly one of: file, env");
            return Optional.empty();
        }
        return section.flatMap(s -> s.has("file")
                ? s.get("file").flatMap(this::content)
                : s.get("env").flatMap(this::variable));
    }

    /** Without the line break that editors put at the end. */
    private Optional<String> content(Value value) {
        return folder.secret(value).flatMap(file -> content(value, file));
    }

    private static Optional<String> content(Value value, Path file) {
        try {
            return Optional.of(Files.readString(file).stripTrailing());
        } catch (IOException e) {
            value.refuse("a file of text in UTF-8");
            return Optional.empty();
        }
    }

    private Optional<String> variable(Value value) {
        Optional<String> name = value.text("the name of an environment variable");
        Optional<String> found = name.map(environment);
        if (name.isPresent() && found.isEmpty()) value.refuse("an environment variable that is set");
        return found;
    }
}

package org.packetboat.camel.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.spi.PropertiesFunction;

/** <code>{{file:secrets/password}}</code>: what a file holds, without the line break at its end. */
record FilePlaceholder(Path folder, SecretValues secrets) implements PropertiesFunction {
    @Override
    public String getName() {
        return "file";
    }

    /** @throws IllegalArgumentException if there is no such file */
    @Override
    public String apply(String name) {
        Path file = folder.resolve(name).normalize();
        try {
            return secrets.keep(Files.readString(file).stripTrailing());
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "{{file:" + name + "}}: found no readable file " + file + "; expected one with the value");
        }
    }
}

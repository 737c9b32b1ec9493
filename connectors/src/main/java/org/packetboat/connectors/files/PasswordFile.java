package org.packetboat.connectors.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file with a password or token in its first line. It is read whenever it is needed, so that it can be changed. */
public record PasswordFile(Path path) {
    /** @throws IOException if it can't be read, or says nothing */
    public String read() throws IOException {
        String first = Files.readString(path).lines().findFirst().orElse("").stripTrailing();
        if (first.isEmpty()) throw new IOException(path + " is empty");
        return first;
    }
}

package org.packetboat.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Charts as files. */
final class Charts {
    private Charts() {}

    /** @throws CommandFailure if the file can't be written */
    static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new CommandFailure(ExitCodes.FAILED, "cannot write " + file + ": " + e.getMessage());
        }
    }
}

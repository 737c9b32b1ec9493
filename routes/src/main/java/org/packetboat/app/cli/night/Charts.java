package org.packetboat.app.cli.night;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.packetboat.app.cli.shell.CommandFailure;
import org.packetboat.app.cli.shell.ExitCodes;

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

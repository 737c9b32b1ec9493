package org.packetboat.app.cli.night;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.packetboat.app.cli.shell.CommandFailure;
import org.packetboat.app.cli.shell.ExitCodes;

/** Charts as files. */
final class Charts {
    private Charts() {}

    /** @throws CommandFailure if the file can't be written */
    static void write(Path file, String text) {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /** @throws CommandFailure if the file can't be written */
    static void write(Path file, byte[] content) {
        try {
            Files.write(file, content);
        } catch (IOException e) {
            throw new CommandFailure(ExitCodes.FAILED, "cannot write " + file + ": " + e.getMessage());
        }
    }
}

package org.packetboat.app.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Tells which process serves a data folder: {@code packetboat.pid} in it. A file left behind by a crash is noticed. */
public final class PidFile {
    private final Path file;

    public PidFile(Path dataFolder) {
        file = dataFolder.resolve("packetboat.pid");
    }

    /** The process that serves the folder now. */
    public Optional<Long> running() {
        try {
            long pid = Long.parseLong(Files.readString(file).strip());
            return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).map(ProcessHandle::pid);
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    public void write() throws IOException {
        Files.writeString(file, ProcessHandle.current().pid() + "\n");
    }

    public void delete() throws IOException {
        Files.deleteIfExists(file);
    }
}

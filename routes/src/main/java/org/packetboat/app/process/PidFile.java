package org.packetboat.app.process;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Tells which process serves a data folder: {@code packetboat.pid} in it has its number alone, for scripts, and
 * {@code packetboat.start} what tells that process from a later one of the same number. So files left behind by a crash
 * are never taken for another process. A folder of an earlier version has no second file: there the number must do.
 */
public final class PidFile {
    private static final int START_FIELD = 19;

    private final Path file;
    private final Path start;

    public PidFile(Path dataFolder) {
        file = dataFolder.resolve("packetboat.pid");
        start = dataFolder.resolve("packetboat.start");
    }

    /** The process that serves the folder now. */
    public Optional<Long> running() {
        try {
            long pid = Long.parseLong(Files.readString(file).strip());
            return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::isTheOne).map(ProcessHandle::pid);
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Whether this user may not look into the folder, so that nobody can say who serves it. */
    public boolean isHidden() {
        try {
            Files.readString(file);
            return false;
        } catch (AccessDeniedException hidden) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private boolean isTheOne(ProcessHandle process) {
        try {
            return !Files.exists(start) || Files.readString(start).strip().equals(started(process));
        } catch (IOException e) {
            return false;
        }
    }

    /** When a process started: by the system's count since its start, which no clock that is set can change. */
    private static String started(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
            String boot = Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
            return boot + " " + stat.substring(stat.lastIndexOf(')') + 2).split(" ")[START_FIELD];
        } catch (IOException | IndexOutOfBoundsException noSuchFiles) {
            return process.info().startInstant().map(Object::toString).orElse("unknown");
        }
    }

    public void write() throws IOException {
        Files.writeString(start, started(ProcessHandle.current()) + "\n");
        Files.writeString(file, ProcessHandle.current().pid() + "\n");
    }

    public void delete() throws IOException {
        Files.deleteIfExists(file);
        Files.deleteIfExists(start);
    }
}

package org.packetboat.connectors.serial.device;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A lock file of the kind that dial programs have always used (HDB UUCP, getty, pppd, minicom): {@code LCK..ttyS1},
 * holding a process id in ten columns of ASCII and a line end. Whoever holds it may use the port. One of a process that
 * is dead is broken, one that can't be read is not.
 */
public final class PortLock {
    private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

    private final Path file;

    private PortLock(Path file) {
        this.file = file;
    }

    /**
     * Takes the lock of a port.
     *
     * @param folder where the programs of this machine keep them: {@code /run/lock} or {@code /var/lock}
     * @return empty if somebody has it
     * @throws IOException if the folder can't be written
     */
    public static Optional<PortLock> take(Path folder, Path device) throws IOException {
        Path file = folder.resolve("LCK.." + name(device));
        Path fresh = Files.createTempFile(folder, "LTMP.", "");
        try {
            Files.writeString(fresh, "%10d\n".formatted(ProcessHandle.current().pid()));
            Files.setPosixFilePermissions(fresh, java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
            if (!link(file, fresh) && !(breakStale(file) && link(file, fresh))) return Optional.empty();
            OURS.add(file);
            return Optional.of(new PortLock(file));
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /** Without {@code /dev/}; what is left of the path becomes one word. */
    public static String name(Path device) throws IOException {
        Path real = Files.exists(device) ? device.toRealPath() : device;
        String path = real.toString();
        return (path.startsWith("/dev/") ? path.substring(5) : path.substring(1)).replace('/', '_');
    }

    /** Gives it the content and the name in one step, so that nobody ever reads half of it. */
    private static boolean link(Path file, Path fresh) throws IOException {
        try {
            Files.createLink(file, fresh);
            return true;
        } catch (FileAlreadyExistsException held) {
            return false;
        }
    }

    private static boolean breakStale(Path file) throws IOException {
        if (isHeld(file)) return false;
        Files.deleteIfExists(file);
        return true;
    }

    /** A dead process of before may have had the number that is ours now, as in a container. */
    private static boolean isHeld(Path file) throws IOException {
        OptionalLong holder = holder(file);
        if (holder.isEmpty()) return Files.exists(file);
        if (holder.getAsLong() == ProcessHandle.current().pid()) return OURS.contains(file);
        return ProcessHandle.of(holder.getAsLong()).isPresent();
    }

    private static OptionalLong holder(Path file) throws IOException {
        try {
            String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).strip();
            return text.matches("[0-9]{1,10}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
        } catch (NoSuchFileException justGone) {
            return OptionalLong.empty();
        }
    }

    /** Whether somebody else has the port. */
    public static boolean isTaken(Path folder, Path device) throws IOException {
        return isHeld(folder.resolve("LCK.." + name(device)));
    }

    /** Gives the port back. */
    public void release() throws IOException {
        OURS.remove(file);
        Files.deleteIfExists(file);
    }
}

package org.packetboat.connectors.serial.device;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A lock file of the kind that dial programs have always used (HDB UUCP, getty, pppd, minicom): {@code LCK..ttyS1},
 * holding a process id in ten columns of ASCII and a line end, maybe with a program's name behind it; or the id in four
 * bytes, as old ones did. Whoever holds it may use the port. One of a process that is dead is broken, and one that has
 * been empty for {@value #YOUNG_SECONDS} seconds, by the clock of its file system, since whoever made it died over it.
 * One that can't be read is not.
 */
public final class PortLock {
    /** Of Linux. */
    private static final int HIGHEST_PROCESS = 1 << 22;
    private static final int YOUNG_SECONDS = 10;
    private static final Pattern WRITTEN = Pattern.compile("\\s*([0-9]{1,10})(?:\\s.*)?", Pattern.DOTALL);
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
        OptionalLong holder = process(file);
        if (holder.isEmpty()) return Files.exists(file) && !isForsaken(file);
        if (holder.getAsLong() == ProcessHandle.current().pid()) return OURS.contains(file);
        return ProcessHandle.of(holder.getAsLong()).isPresent();
    }

    /** Whether it is empty and not just being made. Its folder's clock may have been put right in between. */
    private static boolean isForsaken(Path file) throws IOException {
        if (!Files.isWritable(file.getParent())) return false;
        Path now = Files.createTempFile(file.getParent(), "LTMP.", "");
        try {
            BasicFileAttributes made = Files.readAttributes(file, BasicFileAttributes.class);
            Duration age = Duration.between(made.lastModifiedTime().toInstant(),
                    Files.getLastModifiedTime(now).toInstant());
            return made.size() == 0 && age.abs().toSeconds() >= YOUNG_SECONDS;
        } catch (NoSuchFileException justGone) {
            return true;
        } finally {
            Files.deleteIfExists(now);
        }
    }

    private static OptionalLong process(Path file) throws IOException {
        try {
            byte[] bytes = Files.readAllBytes(file);
            Matcher text = WRITTEN.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
            if (text.matches()) return OptionalLong.of(Long.parseLong(text.group(1)));
            return bytes.length == Integer.BYTES ? binary(bytes) : OptionalLong.empty();
        } catch (NoSuchFileException justGone) {
            return OptionalLong.empty();
        }
    }

    private static OptionalLong binary(byte[] bytes) {
        int id = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).getInt();
        return id > 0 && id <= HIGHEST_PROCESS ? OptionalLong.of(id) : OptionalLong.empty();
    }

    /** Who has a port, in words that help to find him: the lock file, its process, and what that runs. */
    public static Optional<String> holder(Path folder, Path device) throws IOException {
        Path file = folder.resolve("LCK.." + name(device));
        OptionalLong process = process(file);
        if (process.isEmpty())
            return Files.exists(file) ? Optional.of("lock file " + file + " without a process") : Optional.empty();
        Optional<ProcessHandle> handle = ProcessHandle.of(process.getAsLong());
        String runs = handle.flatMap(h -> h.info().command()).map(c -> ", " + Path.of(c).getFileName()).orElse("");
        return Optional.of("lock file " + file + " of process " + process.getAsLong() + runs);
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

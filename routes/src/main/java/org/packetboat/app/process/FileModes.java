package org.packetboat.app.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may read what the server writes: nobody but its own user, whatever umask it was started with. That holds for
 * every file of the process: the queue, Maildirs, spools, the pid file, and what routes write. {@code PACKETBOAT_UMASK}
 * (such as {@code 027}, octal) lets a group in, if one is to read the Maildirs.
 */
public final class FileModes {
    private static final Logger LOG = LoggerFactory.getLogger(FileModes.class);
    private static final String VARIABLE = "PACKETBOAT_UMASK";
    private static final int OWNER_ONLY = 077;

    private FileModes() {}

    /**
     * For this process, from now on.
     *
     * @throws IllegalArgumentException if {@code PACKETBOAT_UMASK} is none
     */
    public static void apply() {
        int mask = mask(Optional.ofNullable(System.getenv(VARIABLE)));
        if (isSet(mask)) return; // by the service manager, or the script: to call the system takes time
        try {
            setUmask(mask);
        } catch (Throwable noSuchCall) {
            LOG.warn("event=umask-not-set reason=\"{}\"; start the server with umask 077", noSuchCall.toString());
        }
    }

    /** Whether the process has this mask, as far as Linux tells. */
    static boolean isSet(int mask) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("Umask:"))
                    .anyMatch(line -> Integer.parseInt(line.substring("Umask:".length()).strip(), 8) == mask);
        } catch (IOException | UncheckedIOException | NumberFormatException untold) {
            return false;
        }
    }

    static int mask(Optional<String> wanted) {
        if (wanted.isEmpty()) return OWNER_ONLY;
        if (!wanted.get().matches("0?[0-7]{3}")) {
            throw new IllegalArgumentException(VARIABLE + " is \"" + wanted.get() + "\"; expected three octal digits, "
                    + "such as 077 (nobody else may read the mail) or 027 (the group may)");
        }
        return Integer.parseInt(wanted.get(), 8);
    }

    @SuppressWarnings("restricted")
    private static void setUmask(int mask) throws Throwable {
        Linker linker = Linker.nativeLinker();
        int _ = (int) linker.downcallHandle(linker.defaultLookup().find("umask").orElseThrow(),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT)).invoke(mask);
    }

    /**
     * Makes a folder. Where it is there from earlier days and others may look into it, that ends now, unless the umask
     * lets them.
     */
    public static void makePrivate(Path folder) throws IOException {
        Files.createDirectories(folder);
        if (!Files.getFileStore(folder).supportsFileAttributeView("posix")) return;
        Set<PosixFilePermission> now = Files.getPosixFilePermissions(folder);
        Set<PosixFilePermission> wanted = allowed(now, mask(Optional.ofNullable(System.getenv(VARIABLE))));
        if (wanted.equals(now)) return;
        Files.setPosixFilePermissions(folder, wanted);
        LOG.info("event=folder-closed folder={} was={} is={}", folder, PosixFilePermissions.toString(now),
                PosixFilePermissions.toString(wanted));
    }

    /** In the order of the enumeration, the first permission is the highest of nine bits. */
    private static Set<PosixFilePermission> allowed(Set<PosixFilePermission> now, int mask) {
        Set<PosixFilePermission> allowed = new HashSet<>(now);
        allowed.removeIf(permission -> (mask >> 8 - permission.ordinal() & 1) == 1);
        return allowed;
    }
}

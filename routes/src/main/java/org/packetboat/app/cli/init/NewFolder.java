package org.packetboat.app.cli.init;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A folder that is there as a whole or not at all: its files are written and synced beside it, then it gets its name.
 * One that is there already is never touched. Who is killed meanwhile leaves a folder {@code .NAME-…} behind.
 */
final class NewFolder implements AutoCloseable {
    private static final FileAttribute<Set<PosixFilePermission>> SECRET = PosixFilePermissions
            .asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<Set<PosixFilePermission>> SECRETS = PosixFilePermissions
            .asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path target;
    private final Path draft;

    /** @throws IOException if the folder is there, or can't be made */
    NewFolder(Path target) throws IOException {
        this.target = target;
        if (Files.exists(target)) throw new IOException(target + " is there already; nothing is ever overwritten");
        Files.createDirectories(target.getParent());
        this.draft = Files.createTempDirectory(target.getParent(), "." + target.getFileName() + "-");
        Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Where the files are until the folder has its name. */
    Path draft() {
        return draft;
    }

    void write(String path, String text) throws IOException {
        Path file = draft.resolve(path);
        Files.createDirectories(file.getParent());
        write(file, text, List.of());
    }

    /** An empty folder. */
    void folder(String path) throws IOException {
        Files.createDirectories(draft.resolve(path));
    }

    /** A folder that its owner alone may look into. */
    Path secretFolder(String path) throws IOException {
        return Files.createDirectory(draft.resolve(path), SECRETS);
    }

    /** A file that its owner alone may read, in a folder that its owner alone may look into. */
    void writeSecret(String path, String text) throws IOException {
        Path file = draft.resolve(path);
        if (!Files.exists(file.getParent())) Files.createDirectory(file.getParent(), SECRETS);
        write(file, text, List.of(SECRET));
    }

    private static void write(Path file, String text, List<FileAttribute<?>> attributes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW,
                StandardOpenOption.WRITE), attributes.toArray(FileAttribute[]::new))) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining())
                channel.write(bytes);
            channel.force(true);
        }
    }

    /** @throws IOException if another one made it meanwhile */
    void publish() throws IOException {
        Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Removes what was not published. */
    @Override
    public void close() throws IOException {
        if (!Files.exists(draft)) return;
        try (Stream<Path> all = Files.walk(draft)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList())
                Files.delete(file);
        }
    }
}

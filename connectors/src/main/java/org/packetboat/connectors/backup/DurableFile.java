package org.packetboat.connectors.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Files that appear under their name whole, and on disk, or not at all. */
public final class DurableFile {
    private static final boolean IS_POSIX = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private DurableFile() {}

    /** Brings something into a file that is not there yet. */
    interface Content {
        /** @return what the file is to be called in the end */
        Path write(OutputStream out) throws IOException;
    }

    /** @param scratch its name until it is whole; replaced if it is there */
    static Path write(Path scratch, Content content) throws IOException {
        Path name;
        try (FileChannel file = FileChannel.open(scratch, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            name = content.write(Channels.newOutputStream(file));
            file.force(true);
        } catch (IOException e) {
            Files.deleteIfExists(scratch);
            throw e;
        }
        Files.createDirectories(name.getParent());
        Files.move(scratch, name, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        syncFolder(name.getParent());
        return name;
    }

    /** Writes a file; one that is there keeps its content until all of the new one is on disk. */
    public static void write(Path scratch, Path name, byte[] content) throws IOException {
        write(scratch, out -> {
            out.write(content);
            return name;
        });
    }

    /** Copies a file, and brings it to the disk. @return the digest of what was copied */
    static String copy(Path from, Path to) throws IOException {
        try (InputStream in = Files.newInputStream(from);
                FileChannel file = FileChannel.open(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            String digest = Digest.copy(in, Channels.newOutputStream(file), Long.MAX_VALUE);
            file.force(true);
            return digest;
        }
    }

    /** Brings the names in a folder to the disk. */
    public static void syncFolder(Path folder) throws IOException {
        if (!IS_POSIX) return;
        try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        }
    }
}

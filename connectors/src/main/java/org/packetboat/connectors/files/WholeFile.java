package org.packetboat.connectors.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Files that appear whole or not at all, one after the other in a folder. */
public final class WholeFile {
    /** What a crash may leave behind. */
    public static final String UNFINISHED = "unfinished";

    private WholeFile() {}

    /** Durable when this returns. Replaces what had that name. */
    public static void write(Path file, byte[] content) throws IOException {
        write(file.resolveSibling(UNFINISHED), file, content);
    }

    /** The same. @param unfinished its name in the same folder until it is whole */
    public static void write(Path unfinished, Path file, byte[] content) throws IOException {
        try (FileChannel out = FileChannel.open(unfinished, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            for (ByteBuffer left = ByteBuffer.wrap(content); left.hasRemaining();)
                out.write(left);
            out.force(true);
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        sync(file.getParent());
    }

    /** Brings the names in a folder to the disk. */
    public static void sync(Path folder) throws IOException {
        try (FileChannel all = FileChannel.open(folder, StandardOpenOption.READ)) {
            all.force(true);
        }
    }
}

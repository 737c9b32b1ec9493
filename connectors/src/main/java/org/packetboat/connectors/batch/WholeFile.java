package org.packetboat.connectors.batch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Files that appear whole or not at all, one after the other in a folder. */
final class WholeFile {
    /** What a crash may leave behind. */
    static final String UNFINISHED = "unfinished";

    private WholeFile() {}

    /** Durable when this returns. Replaces what had that name. */
    static void write(Path file, byte[] content) throws IOException {
        Path unfinished = file.resolveSibling(UNFINISHED);
        try (FileChannel out = FileChannel.open(unfinished, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            for (ByteBuffer left = ByteBuffer.wrap(content); left.hasRemaining();)
                out.write(left);
            out.force(true);
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel folder = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }
}

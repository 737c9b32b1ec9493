package org.packetboat.connectors.mime;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.link.BytesBody;

/**
 * Takes a text, and is then the body of a message: in memory while it is small, else in a file that has no name any
 * more and is gone when this is closed.
 */
final class SpooledText extends OutputStream {
    private static final int MOST_IN_MEMORY = 1024 * 1024;

    private final ByteArrayOutputStream memory = new ByteArrayOutputStream();
    private Optional<FileChannel> file = Optional.empty();

    @Override
    public void write(int b) throws IOException {
        write(new byte[]{(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        memory.write(bytes, from, count);
        if (memory.size() > MOST_IN_MEMORY) spill();
    }

    private void spill() throws IOException {
        if (file.isEmpty()) file = Optional.of(unnamed());
        ByteBuffer bytes = ByteBuffer.wrap(memory.toByteArray());
        while (bytes.hasRemaining())
            file.get().write(bytes);
        memory.reset();
    }

    private static FileChannel unnamed() throws IOException {
        Path path = Files.createTempFile("packetboat-", ".text");
        try {
            return FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } finally {
            Files.delete(path);
        }
    }

    /** From now on its body can't be read, if it is in a file. */
    @Override
    public void close() {
        try {
            if (file.isPresent()) file.get().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was written, all of it. */
    Body body() throws IOException {
        if (file.isEmpty()) return new BytesBody(memory.toByteArray());
        spill();
        return new Stored(file.get(), file.get().size());
    }

    /** @param size in bytes */
    private record Stored(FileChannel file, long size) implements Body {
        @Override
        public byte[] read(long offset, int most) {
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(most, size - offset));
            try {
                int count = file.read(bytes, offset);
                return Arrays.copyOf(bytes.array(), count);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

package org.packetboat.camel.smtp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.store.UnreadableException;

/**
 * A message on its way to a server: lines put before it, and its text, which lies in memory while it is small, else in
 * a temporary file that our user alone can read. The file goes when this is closed. Written by one thread,
 * then read by one.
 */
public final class SpooledMail implements Body, AutoCloseable {
    private static final int SMALL = 256 * 1024;

    private final ByteArrayOutputStream memory = new ByteArrayOutputStream(8 * 1024);
    private Optional<Path> path = Optional.empty();
    private Optional<FileChannel> file = Optional.empty();
    private byte[] before = {};
    private byte[] small = {};
    private long size;

    /**
     * Adds to its text.
     *
     * @throws UncheckedIOException if the disk doesn't take it
     */
    public void append(byte[] bytes, int offset, int length) {
        size += length;
        if (file.isEmpty() && size <= SMALL) {
            memory.write(bytes, offset, length);
            return;
        }
        try {
            if (file.isEmpty()) moveToFile();
            write(ByteBuffer.wrap(bytes, offset, length));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void moveToFile() throws IOException {
        Path made = Files.createTempFile("packetboat-", ".mail");
        path = Optional.of(made);
        file = Optional.of(FileChannel.open(made, StandardOpenOption.READ, StandardOpenOption.WRITE));
        write(ByteBuffer.wrap(memory.toByteArray()));
        memory.reset();
    }

    private void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining())
            file.orElseThrow().write(bytes);
    }

    /** All of it is there; these lines go before it. */
    public void finish(byte[] lines) {
        before = lines.clone();
        small = memory.toByteArray();
    }

    @Override
    public long size() {
        return before.length + size;
    }

    @Override
    public byte[] read(long offset, int most) {
        if (offset < before.length)
            return Arrays.copyOfRange(before, (int) offset, (int) Math.min(before.length, offset + most));
        long at = offset - before.length;
        if (file.isEmpty()) return Arrays.copyOfRange(small, (int) at, (int) Math.min(small.length, at + most));
        try {
            ByteBuffer piece = ByteBuffer.allocate((int) Math.min(most, size - at));
            while (piece.hasRemaining() && file.get().read(piece, at + piece.position()) >= 0) {
                // a read may give less than there is
            }
            if (piece.position() == 0) throw new IOException("it is shorter than it was");
            return Arrays.copyOf(piece.array(), piece.position());
        } catch (IOException e) {
            throw new UnreadableException("the spooled message can't be read: " + e.getMessage());
        }
    }

    /** Harmless when closed already. */
    @Override
    public void close() {
        try {
            if (file.isPresent()) file.get().close();
            if (path.isPresent()) Files.deleteIfExists(path.get());
        } catch (IOException e) {
            path.ifPresent(left -> left.toFile().deleteOnExit());
        }
    }
}

package org.packetboat.app.web.book;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is full in the middle of a line. */
class LineFileTest {
    @TempDir
    Path folder;

    /** A file that has room for so many bytes. */
    private record Full(SeekableByteChannel file, long room) implements SeekableByteChannel {
        @Override
        public int write(ByteBuffer bytes) throws IOException {
            long left = room - position();
            if (left <= 0) throw new IOException("No space left on device");
            ByteBuffer some = bytes.slice(bytes.position(), (int) Math.min(left, bytes.remaining()));
            int written = file.write(some);
            bytes.position(bytes.position() + written);
            return written;
        }

        @Override
        public int read(ByteBuffer into) throws IOException {
            return file.read(into);
        }

        @Override
        public long position() throws IOException {
            return file.position();
        }

        @Override
        public SeekableByteChannel position(long to) throws IOException {
            file.position(to);
            return this;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public SeekableByteChannel truncate(long size) throws IOException {
            file.truncate(size);
            return this;
        }

        @Override
        public boolean isOpen() {
            return file.isOpen();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    private SeekableByteChannel open(Path file) throws IOException {
        return Files.newByteChannel(file, StandardOpenOption.CREATE, StandardOpenOption.READ,
                StandardOpenOption.WRITE);
    }

    @Test
    void whatHasNoRoomLeavesNothing() throws IOException {
        Path file = folder.resolve("audit.jsonl");
        new LineFile(file, folder.resolve("before")).append("the first line");
        try (Full full = new Full(open(file), 20)) {
            assertThrows(IOException.class, () -> LineFile.append(full, "the second line", () -> {}));
        }
        assertEquals("the first line\n", Files.readString(file));
    }

    @Test
    void whatCannotBeSyncedLeavesNothing() throws IOException {
        Path file = folder.resolve("audit.jsonl");
        try (SeekableByteChannel channel = open(file)) {
            assertThrows(IOException.class, () -> LineFile.append(channel, "a line", () -> {
                throw new IOException("Input/output error");
            }));
        }
        assertEquals("", Files.readString(file));
    }
}

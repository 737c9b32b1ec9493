package org.packetboat.app.web.book;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of lines in UTF-8; a line is on the disk when {@link #append} returns. Once the file has more than 4 MB, it
 * replaces the file before, and the next line begins a new one.
 *
 * <pre>
 * {"id":…}\n
 * {"id":…}\n
 * {"id":"1pn    half a line: of a power cut, or of a disk that was full. The next line begins with a line end.
 * </pre>
 *
 * @param before what it becomes
 */
record LineFile(Path file, Path before) {
    private static final long LARGEST = 4L << 20;
    private static final Logger LOG = LoggerFactory.getLogger(LineFile.class);

    /** @throws IOException if it can't be written as a whole; then nothing of it stays, if that can be helped */
    void append(String line) throws IOException {
        if (Files.isRegularFile(file) && Files.size(file) > LARGEST)
            Files.move(file, before, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
            append(channel, line, () -> channel.force(true));
        }
    }

    /** Has what was written on the disk. */
    interface Sync {
        void force() throws IOException;
    }

    static void append(SeekableByteChannel channel, String line, Sync sync) throws IOException {
        long size = channel.size();
        byte[] bytes = ((endsInALine(channel, size) ? "" : "\n") + line + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            channel.position(size);
            for (ByteBuffer rest = ByteBuffer.wrap(bytes); rest.hasRemaining();)
                channel.write(rest);
            sync.force();
        } catch (IOException e) {
            takeBack(channel, size, e);
            throw e;
        }
    }

    private static void takeBack(SeekableByteChannel channel, long size, IOException why) {
        try {
            channel.truncate(size);
        } catch (IOException alsoThat) {
            why.addSuppressed(alsoThat);
        }
    }

    private static boolean endsInALine(SeekableByteChannel channel, long size) throws IOException {
        if (size == 0) return true;
        ByteBuffer last = ByteBuffer.allocate(1);
        channel.position(size - 1);
        return channel.read(last) < 1 || last.get(0) == '\n';
    }

    /** Reads the file before, then this one. What is no UTF-8 is replaced; what can't be read is logged. */
    void read(Consumer<String> line) {
        for (Path part : List.of(before, file)) {
            try (BufferedReader reader = new BufferedReader(
                    new InputStreamReader(Files.newInputStream(part), StandardCharsets.UTF_8))) {
                reader.lines().forEach(line);
            } catch (NoSuchFileException none) {
                continue;
            } catch (IOException | UncheckedIOException e) {
                LOG.warn("event=audit-not-read file={} reason=\"{}\"", part, e.toString());
            }
        }
    }
}

package org.packetboat.connectors.history;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/** The file that is being written. Used by one thread. */
final class OpenPart implements AutoCloseable {
    private final HistoryFolder.Part part;
    private final FileChannel channel;
    private final KeyFilter filter;
    /** What was written last before it was opened. */
    private Optional<Frame> last = Optional.empty();
    private long size;

    private OpenPart(HistoryFolder.Part part, long fileSize) throws IOException {
        this.part = part;
        this.filter = KeyFilter.of(fileSize);
        if (Files.exists(part.log())) Frames.visit(part.log(), (frame, _) -> {
            index(frame);
            last = Optional.of(frame);
        });
        this.channel = FileChannel.open(part.log(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            begin();
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private void begin() throws IOException {
        size = channel.size();
        channel.position(size);
        if (size < Frames.MAGIC.length) write(Frames.MAGIC);
    }

    /** Opens it; goes on behind what is there. */
    static OpenPart of(HistoryFolder.Part part, long fileSize) throws IOException {
        return new OpenPart(part, fileSize);
    }

    HistoryFolder.Part part() {
        return part;
    }

    Optional<Frame> last() {
        return last;
    }

    long size() {
        return size;
    }

    /** Writes all or nothing. */
    void append(List<Frame> frames) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(frames.size() * 160);
        frames.forEach(frame -> bytes.writeBytes(Frames.framed(frame)));
        write(bytes.toByteArray());
        frames.forEach(this::index);
    }

    private void write(byte[] bytes) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        try {
            while (rest.hasRemaining())
                channel.write(rest);
            size += bytes.length;
        } catch (IOException e) {
            channel.truncate(size); // and if that fails, readers pass over it
            channel.position(size);
            throw e;
        }
    }

    /** Gaps are found by whoever looks for anything. */
    private void index(Frame frame) {
        filter.made(frame.at());
        if (frame instanceof Frame.Event(var event)) EventKeys.of(event, filter::add);
        else if (HistoryReader.isGap(frame)) filter.add(HistoryReader.GAPS);
    }

    /** Has what was written survive a loss of power. */
    void sync() throws IOException {
        channel.force(false);
    }

    /** Nothing is added any more, also if it fails. */
    void finish() throws IOException {
        try (this) {
            sync();
            Files.write(part.keys(), filter.toBytes());
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

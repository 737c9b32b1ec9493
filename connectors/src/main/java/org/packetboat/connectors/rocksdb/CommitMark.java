package org.packetboat.connectors.rocksdb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A second place, beside RocksDB's files, that says how much was answered: the number of the last group of commits, and
 * how many commits there were in all.
 *
 * <pre>
 * group 8 | commits 8 | CRC-32C of these 8
 * </pre>
 *
 * Written after each group and before its answers, and synced only now and then: it may fall behind, but never says
 * more than what was on disk. If the store knows of less, synced commits are gone. A file that can't be read or
 * written costs this knowledge and nothing else.
 */
final class CommitMark implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CommitMark.class);
    private static final int LENGTH = 24;

    /** How much was answered. */
    record Answered(long group, long commits) {
        static final Answered NOTHING = new Answered(0, 0);
    }

    private final Path file;
    private FileChannel channel;
    private boolean failing;

    CommitMark(Path file) {
        this.file = file;
    }

    /** What it says; nothing if it says nothing that can be read. */
    Answered read() {
        ByteBuffer in = ByteBuffer.allocate(LENGTH);
        try (FileChannel from = FileChannel.open(file, StandardOpenOption.READ)) {
            while (in.hasRemaining() && from.read(in) > 0) {
                // until the end
            }
        } catch (NoSuchFileException e) {
            return Answered.NOTHING;
        } catch (IOException e) {
            LOG.warn("event=commit-mark-not-read file={} reason=\"{}\"", file, e.getMessage());
            return Answered.NOTHING;
        }
        boolean good = !in.hasRemaining() && in.getLong(16) == checksum(in);
        return good ? new Answered(in.getLong(0), in.getLong(8)) : Answered.NOTHING;
    }

    void write(Answered answered) {
        ByteBuffer out = ByteBuffer.allocate(LENGTH).putLong(answered.group()).putLong(answered.commits());
        out.putLong(checksum(out)).flip();
        try {
            if (channel == null)
                channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            channel.write(out, 0);
            failing = false;
        } catch (IOException e) {
            if (!failing) LOG.warn("event=commit-mark-not-written file={} reason=\"{}\"", file, e.getMessage());
            failing = true;
        }
    }

    private static long checksum(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.array(), 0, 16);
        return crc.getValue();
    }

    @Override
    public void close() {
        if (channel == null) return;
        try (FileChannel closing = channel) {
            closing.force(false);
        } catch (IOException e) {
            LOG.warn("event=commit-mark-not-written file={} reason=\"{}\"", file, e.getMessage());
        }
        channel = null;
    }
}

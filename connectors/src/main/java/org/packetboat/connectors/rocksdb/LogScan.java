package org.packetboat.connectors.rocksdb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/**
 * Reads one of RocksDB's write-ahead logs without RocksDB, which stops at a broken record or passes over it, and in
 * either case doesn't say what it dropped. The file is a sequence of blocks of 32 KB; a record that does not fit into
 * the rest of a block is split:
 *
 * <pre>
 * checksum 4 (CRC-32C of what follows the length, masked) | length 2 | type 1 | bytes
 * </pre>
 *
 * All numbers least significant byte first. Each whole record is a WriteBatch: sequence number 8, count 4, changes. A
 * group of commits ends with the number of its group ({@link RocksFiles#number}), which tells what was answered.
 */
final class LogScan {
    private static final int BLOCK = 32 * 1024;
    private static final int HEADER = 7;
    private static final int FULL = 1;
    private static final int FIRST = 2;
    private static final int MIDDLE = 3;
    private static final int LAST = 4;

    private final Consumer<byte[]> reader;
    private final Parts parts = new Parts();
    private final CRC32C checksum = new CRC32C();
    private long firstBad = Long.MAX_VALUE;
    private long at;
    private int records;
    private final List<Long> groupsBehind = new ArrayList<>();

    private LogScan(Consumer<byte[]> reader) {
        this.reader = reader;
    }

    /**
     * What a log holds.
     *
     * @param records how many whole records
     * @param bad     where the first part is that can't be read; empty if there is none
     * @param behind  the numbers of the groups of commits that stand whole behind it
     */
    record Found(Path file, int records, OptionalLong bad, List<Long> behind) {
        /**
         * Whether something that had been synced is broken. A tail that was being written when the process or the power
         * ended is no damage: nothing in it was answered.
         *
         * @param answered the number of a group that was answered: all before it were synced
         */
        boolean isDamaged(long answered) {
            return behind.size() > 1 || behind.size() == 1 && behind.getFirst() <= answered;
        }
    }

    /** @param reader is handed each whole record, in order, those behind a bad part included */
    static Found read(Path file, Consumer<byte[]> reader) throws IOException {
        LogScan scan = new LogScan(reader);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            scan.blocks(channel);
        }
        return new Found(file, scan.records,
                scan.firstBad == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(scan.firstBad),
                scan.groupsBehind);
    }

    static Found read(Path file) throws IOException {
        return read(file, _ -> {});
    }

    private void blocks(FileChannel channel) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(BLOCK).order(ByteOrder.LITTLE_ENDIAN);
        for (at = 0; at < channel.size(); at += BLOCK) {
            block.clear();
            if (fill(channel, block)) block(block.flip());
            else bad(0);
        }
    }

    /** @return false if the disk can't read it */
    private boolean fill(FileChannel channel, ByteBuffer block) {
        try {
            while (block.hasRemaining() && channel.read(block, at + block.position()) > 0) {
                // until the block is full or the file ends
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private void block(ByteBuffer block) {
        while (block.remaining() >= HEADER) {
            int start = block.position();
            int masked = block.getInt();
            int length = Short.toUnsignedInt(block.getShort());
            int type = Byte.toUnsignedInt(block.get());
            if (length > block.remaining() || masked != checksum(block, start + HEADER - 1, length + 1)) {
                bad(start);
                return;
            }
            byte[] part = new byte[length];
            block.get(part);
            part(type, part, at + start);
        }
    }

    private int checksum(ByteBuffer block, int from, int length) {
        checksum.reset();
        checksum.update(block.array(), from, length);
        int crc = (int) checksum.getValue();
        return Integer.rotateRight(crc, 15) + 0xa282ead8;
    }

    private void part(int type, byte[] bytes, long start) {
        switch (type) {
            case FULL -> {
                parts.clear();
                whole(bytes);
            }
            case FIRST -> parts.begin(bytes);
            case MIDDLE -> parts.add(bytes);
            case LAST -> {
                parts.add(bytes);
                parts.whole().ifPresentOrElse(this::whole, () -> bad((int) (start - at)));
                parts.clear();
            }
            default -> parts.clear(); // what RocksDB notes for itself
        }
    }

    private void whole(byte[] record) {
        records++;
        OptionalLong group = RocksFiles.numberIn(record);
        if (firstBad < Long.MAX_VALUE) group.ifPresent(groupsBehind::add);
        reader.accept(record);
    }

    private void bad(int offset) {
        parts.clear();
        firstBad = Math.min(firstBad, at + offset);
    }
}

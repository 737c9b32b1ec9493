package org.packetboat.connectors.recipients;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Writes the blocks of a {@link KeptList}, and its index behind them. */
final class KeptListBlocks {
    /** A block is written when it has so many bytes. */
    private static final int FULL = 4000;

    private final FileChannel file;
    private final ByteArrayOutputStream block = new ByteArrayOutputStream(2 * FULL);
    private final ByteArrayOutputStream indexBytes = new ByteArrayOutputStream();
    private final DataOutputStream index = new DataOutputStream(indexBytes);
    private byte[] first = {};
    private byte[] before = {};
    private long at;
    private int blocks;

    KeptListBlocks(FileChannel file) throws IOException {
        this.file = file;
        append(KeptList.MAGIC, KeptList.MAGIC.length);
    }

    private void append(byte[] bytes, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
        while (buffer.hasRemaining())
            file.write(buffer);
        at += length;
    }

    /** @param key larger than all before */
    void add(byte[] key, int site) throws IOException {
        if (block.size() == 0) {
            first = key;
            before = new byte[0];
        }
        int shared = Math.max(0, Arrays.mismatch(before, key));
        number(shared);
        number(key.length - shared);
        block.write(key, shared, key.length - shared);
        number(site);
        before = key;
        if (block.size() >= FULL) end();
    }

    private void number(int value) {
        int left = value;
        for (; left > 0x7f; left >>>= 7)
            block.write(left & 0x7f | 0x80);
        block.write(left);
    }

    private void end() throws IOException {
        byte[] entries = block.toByteArray();
        index.writeShort(first.length);
        index.write(first);
        index.writeLong(at);
        index.writeInt(entries.length + Integer.BYTES);
        append(entries, entries.length);
        append(ByteBuffer.allocate(Integer.BYTES).putInt(KeptList.sum(entries, entries.length)).array(), Integer.BYTES);
        block.reset();
        blocks++;
    }

    /** Writes the last block and the index. @param counts of the domains that it covers */
    void finish(Map<String, Long> counts, List<String> sites, KeptList.Facts about) throws IOException {
        if (block.size() > 0) end();
        index.writeInt(counts.size());
        for (Map.Entry<String, Long> domain : counts.entrySet()) {
            index.writeUTF(domain.getKey());
            index.writeLong(domain.getValue());
        }
        index.writeInt(sites.size());
        for (String site : sites)
            index.writeUTF(site);
        index.writeLong(about.read().toEpochMilli());
        index.writeUTF(about.source());
        if (!about.salt().isEmpty()) index.writeUTF(about.salt());
        byte[] all = ByteBuffer.allocate(Integer.BYTES + indexBytes.size()).putInt(blocks).put(indexBytes.toByteArray())
                .array();
        long indexAt = at;
        append(all, all.length);
        append(ByteBuffer.allocate(KeptList.FOOTER).putLong(indexAt).putInt(all.length)
                .putInt(KeptList.sum(all, all.length)).array(), KeptList.FOOTER);
    }
}

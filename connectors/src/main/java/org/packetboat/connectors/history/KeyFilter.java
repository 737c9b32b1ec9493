package org.packetboat.connectors.history;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * A Bloom filter: tells of a key that it is not in a file, or that it may be. With one bit for eight bytes of the
 * file, one key in thirty is searched for in vain.
 *
 * <pre>
 * "PBHISTF1" 8 | CRC-32C of the rest 4 | when the newest entry was made, ms 8 | bits
 * </pre>
 */
final class KeyFilter {
    private static final byte[] MAGIC = "PBHISTF1".getBytes(StandardCharsets.US_ASCII);
    private static final int CRC_END = MAGIC.length + Integer.BYTES;
    private static final int HEAD = CRC_END + Long.BYTES;
    private static final int PROBES = 4;
    private static final int LEAST_BYTES = 1024;

    private final byte[] bits;
    private long newest;

    private KeyFilter(byte[] bits, long newest) {
        this.bits = bits;
        this.newest = newest;
    }

    /** An empty one. @param fileSize of the file whose keys it is to know */
    static KeyFilter of(long fileSize) {
        return new KeyFilter(new byte[(int) Math.max(LEAST_BYTES, fileSize / 64)], 0);
    }

    /** One as it was written; empty if it is damaged. */
    static Optional<KeyFilter> read(byte[] file) {
        if (file.length <= HEAD || !ByteBuffer.wrap(file, 0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC)))
            return Optional.empty();
        ByteBuffer in = ByteBuffer.wrap(file, MAGIC.length, file.length - MAGIC.length);
        if (in.getInt() != crc(file)) return Optional.empty();
        long newest = in.getLong();
        byte[] bits = new byte[in.remaining()];
        in.get(bits);
        return Optional.of(new KeyFilter(bits, newest));
    }

    private static int crc(byte[] file) {
        CRC32C crc = new CRC32C();
        crc.update(file, CRC_END, file.length - CRC_END);
        return (int) crc.getValue();
    }

    byte[] toBytes() {
        byte[] file = ByteBuffer.allocate(HEAD + bits.length).put(MAGIC).putInt(0).putLong(newest).put(bits).array();
        ByteBuffer.wrap(file).putInt(MAGIC.length, crc(file));
        return file;
    }

    /** When the newest entry was made. */
    Instant newest() {
        return Instant.ofEpochMilli(newest);
    }

    /** An entry was made then. */
    void made(Instant at) {
        newest = at.toEpochMilli();
    }

    void add(String key) {
        long hash = hash(key);
        for (int i = 0; i < PROBES; i++) {
            long bit = bit(hash, i);
            bits[(int) (bit >> 3)] |= (byte) (1 << (bit & 7));
        }
    }

    boolean mayHave(String key) {
        long hash = hash(key);
        for (int i = 0; i < PROBES; i++) {
            long bit = bit(hash, i);
            if ((bits[(int) (bit >> 3)] & 1 << (bit & 7)) == 0) return false;
        }
        return true;
    }

    private long bit(long hash, int probe) {
        return Math.floorMod((int) hash + probe * ((int) (hash >>> 32) | 1), (long) bits.length * Byte.SIZE);
    }

    /** FNV-1a, its bits mixed once more. */
    private static long hash(String key) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < key.length(); i++)
            hash = (hash ^ key.charAt(i)) * 0x100000001b3L;
        hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        return hash ^ hash >>> 29;
    }
}

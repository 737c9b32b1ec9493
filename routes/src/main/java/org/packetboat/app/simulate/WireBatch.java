package org.packetboat.app.simulate;

import java.util.SplittableRandom;
import java.util.zip.CRC32C;

/**
 * The bytes that cross the line in place of a packed batch: as many, as random, but without line ends in the middle, so
 * that they arrive as they are whatever a protocol does with these.
 */
final class WireBatch {
    private static final int SMALLEST = 2;
    private static final int FIRST_LETTER = 32;

    private final byte[] bytes;
    private final long checksum;

    /** @param size in bytes, rounded up to 2 */
    WireBatch(long size) {
        bytes = new byte[Math.toIntExact(Math.max(SMALLEST, size))];
        new SplittableRandom(size).nextBytes(bytes);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] >= 0 && bytes[i] < FIRST_LETTER) bytes[i] += FIRST_LETTER;
        }
        bytes[bytes.length - 2] = '\r';
        bytes[bytes.length - 1] = '\n';
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        checksum = crc.getValue();
    }

    byte[] bytes() {
        return bytes;
    }

    /** Looks at what arrives. */
    Check check() {
        return new Check();
    }

    /** Whether bytes that come after a trace line are these. */
    final class Check {
        private final CRC32C crc = new CRC32C();
        private boolean traced;
        private long size;

        /** The trace lines come first, and at once. */
        void add(byte[] more, int offset, int length) {
            if (traced) {
                crc.update(more, offset, length);
                size += length;
            }
            traced = true;
        }

        boolean isWhole() {
            return size == bytes.length && crc.getValue() == checksum;
        }
    }
}

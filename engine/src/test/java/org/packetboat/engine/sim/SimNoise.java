package org.packetboat.engine.sim;

import java.io.ByteArrayOutputStream;
import java.util.Random;

/** What a line does to the bytes that cross it. Seeded: the same line spoils the same bytes. */
public interface SimNoise {
    /** A line that does nothing to them. */
    SimNoise NONE = bytes -> bytes;

    /** What arrives of these bytes. */
    byte[] on(byte[] bytes);

    /** Each bit is turned with this chance. */
    static SimNoise bits(double chance, long seed) {
        Random random = new Random(seed);
        return bytes -> {
            for (int bit = 0; bit < bytes.length * 8; bit++) {
                if (random.nextDouble() < chance) bytes[bit >> 3] ^= (byte) (1 << (bit & 7));
            }
            return bytes;
        };
    }

    /** Each byte is lost with this chance, and doubled with the same. */
    static SimNoise slips(double chance, long seed) {
        Random random = new Random(seed);
        return bytes -> {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            for (byte b : bytes) {
                double fate = random.nextDouble();
                if (fate >= chance) out.write(b);
                if (fate > 1 - chance) out.write(b);
            }
            return out.toByteArray();
        };
    }

    /** Bursts of up to {@code longest} bytes of nonsense come in between with this chance at each piece. */
    static SimNoise bursts(double chance, int longest, long seed) {
        Random random = new Random(seed);
        return bytes -> {
            if (random.nextDouble() >= chance) return bytes;
            byte[] burst = new byte[1 + random.nextInt(longest)];
            random.nextBytes(burst);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.writeBytes(burst);
            out.writeBytes(bytes);
            return out.toByteArray();
        };
    }

    /** First this noise, then that. */
    default SimNoise then(SimNoise next) {
        return bytes -> next.on(on(bytes));
    }
}

package org.packetboat.engine.sim;

import java.util.Arrays;
import java.util.SplittableRandom;

/** What a line does to the bytes that cross it. Seeded: the same line spoils the same bytes. */
public interface SimNoise {
    /** A line that does nothing to them. */
    SimNoise NONE = bytes -> bytes;

    /** What arrives of these bytes; may be the same array, spoilt. */
    byte[] on(byte[] bytes);

    /** Each bit is turned with this chance, 0 to below 1. */
    static SimNoise bits(double chance, long seed) {
        return chance == 0 ? NONE : new BitNoise(chance, new SplittableRandom(seed));
    }

    /** Each byte is lost with this chance, and doubled with the same. */
    static SimNoise slips(double chance, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return bytes -> {
            byte[] out = new byte[2 * bytes.length];
            int length = 0;
            for (byte b : bytes) {
                double fate = random.nextDouble();
                if (fate >= chance) out[length++] = b;
                if (fate > 1 - chance) out[length++] = b;
            }
            return Arrays.copyOf(out, length);
        };
    }

    /** Bursts of up to {@code longest} bytes of nonsense come in between with this chance at each piece. */
    static SimNoise bursts(double chance, int longest, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return bytes -> {
            if (random.nextDouble() >= chance) return bytes;
            byte[] burst = new byte[1 + random.nextInt(longest)];
            random.nextBytes(burst);
            byte[] out = Arrays.copyOf(burst, burst.length + bytes.length);
            System.arraycopy(bytes, 0, out, burst.length, bytes.length);
            return out;
        };
    }

    /** First this noise, then that. */
    default SimNoise then(SimNoise next) {
        return bytes -> next.on(on(bytes));
    }
}

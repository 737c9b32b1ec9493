package org.packetboat.engine.sim;

import java.util.SplittableRandom;

/** Turns single bits. Draws how far it is to the next one, so that a quiet line costs next to nothing. */
final class BitNoise implements SimNoise {
    private final double logOfSound;
    private final SplittableRandom random;
    private long next;

    BitNoise(double chance, SplittableRandom random) {
        this.logOfSound = Math.log1p(-chance);
        this.random = random;
        this.next = gap();
    }

    private long gap() {
        return (long) (Math.log(1 - random.nextDouble()) / logOfSound);
    }

    @Override
    public byte[] on(byte[] bytes) {
        long bits = bytes.length * 8L;
        for (; next < bits; next += 1 + gap())
            bytes[(int) (next >> 3)] ^= (byte) (1 << (next & 7));
        next -= bits;
        return bytes;
    }
}

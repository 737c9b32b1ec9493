package org.packetboat.protocols.bundle.mixing;

/**
 * Probabilities of 12 bits and their logits of 8 fraction bits, by table. The tables are made by {@link StrictMath}, so
 * that they are the same on every machine.
 */
final class Logistic {
    static final int MOST = 2047;
    private static final double UNIT = 256;
    private static final int ONE = 4096;
    private static final short[] SQUASH = new short[2 * MOST + 1];
    private static final short[] STRETCH = new short[ONE];

    static {
        for (int logit = -MOST; logit <= MOST; logit++) {
            long p = StrictMath.round(ONE / (1 + StrictMath.exp(-logit / UNIT)));
            SQUASH[logit + MOST] = (short) Math.clamp(p, 1, ONE - 1);
        }
        for (int p = 0; p < ONE; p++) {
            double ratio = (p + 0.5) / (ONE - p - 0.5);
            STRETCH[p] = (short) Math.clamp(StrictMath.round(StrictMath.log(ratio) * UNIT), -MOST, MOST);
        }
    }

    private Logistic() {}

    /** The probability, 1 to 4095, of a logit; beyond the table its end. */
    static int squash(int logit) {
        return SQUASH[Math.clamp(logit, -MOST, MOST) + MOST];
    }

    /** The logit of a probability of 16 bits. */
    static int stretch(int p16) {
        return STRETCH[p16 >>> 4];
    }
}

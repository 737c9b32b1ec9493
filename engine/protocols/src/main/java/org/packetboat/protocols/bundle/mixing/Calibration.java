package org.packetboat.protocols.bundle.mixing;

import java.util.Arrays;

/**
 * What became of predictions like this one: corrects a probability by its context. Takes memory for contexts that occur
 * alone: in a small text these are a few of the 65,536 that there may be.
 */
final class Calibration {
    private static final int PLACES = 33;
    private static final int FEW = 24;
    private static final char[] FIRST = new char[PLACES];

    static {
        for (int place = 0; place < PLACES; place++)
            FIRST[place] = (char) (Logistic.squash((place - 16) * 128) << 4);
    }

    /** Where each context's row begins, and 1; 0 where it has not occurred. */
    private final int[] rows;
    private final int rate;
    /** Probabilities, 16 bits: a row for each context that has occurred. */
    private char[] learnt;
    private int used;
    private int chosen;

    /** @param rate how slowly it learns: one part in 2^rate */
    Calibration(int contexts, int rate) {
        this.rows = new int[contexts];
        this.learnt = new char[Math.min(contexts, FEW) * PLACES];
        this.rate = rate;
    }

    /** Forgets everything. */
    void clear() {
        Arrays.fill(rows, 0);
        used = 0;
        chosen = 0;
    }

    /** The corrected probability, 16 bits. */
    int correct(int logit, int context) {
        int row = rows[context];
        if (row == 0) row = begin(context);
        int place = logit + 2048;
        int part = place & 127;
        int at = row - 1 + (place >> 7);
        chosen = at + (part >> 6);
        return learnt[at] * (128 - part) + learnt[at + 1] * part >> 7;
    }

    private int begin(int context) {
        if (used == learnt.length) learnt = Arrays.copyOf(learnt, Math.min(used * 2, rows.length * PLACES));
        System.arraycopy(FIRST, 0, learnt, used, PLACES);
        rows[context] = used + 1;
        used += PLACES;
        return rows[context];
    }

    void learn(int bit) {
        int p = learnt[chosen];
        learnt[chosen] = (char) (p + ((bit << 16) - bit - p >> rate));
    }
}

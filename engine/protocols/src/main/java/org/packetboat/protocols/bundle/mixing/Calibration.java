package org.packetboat.protocols.bundle.mixing;

/** What became of predictions like this one: corrects a probability by its context. */
final class Calibration {
    private static final int PLACES = 33;
    private static final int[] FIRST = new int[PLACES];

    static {
        for (int place = 0; place < PLACES; place++)
            FIRST[place] = Logistic.squash((place - 16) * 128) << 4;
    }

    /** How far it is from what was expected at first. */
    private final int[] learnt;
    private final int rate;
    private int chosen;

    /** @param rate how slowly it learns: one part in 2^rate */
    Calibration(int contexts, int rate) {
        this.learnt = new int[contexts * PLACES];
        this.rate = rate;
    }

    /** The corrected probability, 16 bits. */
    int correct(int logit, int context) {
        int place = logit + 2048;
        int low = place >> 7;
        int part = place & 127;
        int at = context * PLACES + low;
        chosen = at + (part >> 6);
        return ((FIRST[low] + learnt[at]) * (128 - part) + (FIRST[low + 1] + learnt[at + 1]) * part) >> 7;
    }

    void learn(int bit) {
        learnt[chosen] += ((bit << 16) - bit - FIRST[chosen % PLACES] - learnt[chosen]) >> rate;
    }
}

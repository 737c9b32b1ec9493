package org.packetboat.protocols.bundle.mixing;

/** What became of predictions like this one: corrects a probability by its context. */
final class Calibration {
    private static final int PLACES = 33;
    private static final char[] FIRST = new char[PLACES];

    static {
        for (int place = 0; place < PLACES; place++)
            FIRST[place] = (char) (Logistic.squash((place - 16) * 128) << 4);
    }

    /** Probabilities, 16 bits. */
    private final char[] learnt;
    private final int rate;
    private int chosen;

    /** @param rate how slowly it learns: one part in 2^rate */
    Calibration(int contexts, int rate) {
        this.learnt = new char[contexts * PLACES];
        this.rate = rate;
    }

    /** Forgets everything. */
    void clear() {
        System.arraycopy(FIRST, 0, learnt, 0, PLACES);
        for (int done = PLACES; done < learnt.length; done *= 2)
            System.arraycopy(learnt, 0, learnt, done, Math.min(done, learnt.length - done));
        chosen = 0;
    }

    /** The corrected probability, 16 bits. */
    int correct(int logit, int context) {
        int place = logit + 2048;
        int part = place & 127;
        int at = context * PLACES + (place >> 7);
        chosen = at + (part >> 6);
        return learnt[at] * (128 - part) + learnt[at + 1] * part >> 7;
    }

    void learn(int bit) {
        int p = learnt[chosen];
        learnt[chosen] = (char) (p + ((bit << 16) - bit - p >> rate));
    }
}

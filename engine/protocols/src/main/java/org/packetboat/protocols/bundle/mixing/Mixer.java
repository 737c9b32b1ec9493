package org.packetboat.protocols.bundle.mixing;

import java.util.Arrays;

/** A set of weights for each context, by which logits are mixed into one, and which learn from each bit. */
final class Mixer {
    private static final int HALF = 1 << 15;

    private final int inputs;
    private final int[] weights;
    private final int first;
    private final int rate;
    private int chosen;
    private int mixed;

    /** @param first each weight at first; 65536 is one */
    Mixer(int inputs, int contexts, int first, int rate) {
        this.inputs = inputs;
        this.weights = new int[inputs * contexts];
        this.first = first;
        this.rate = rate;
    }

    /** Forgets everything. */
    void clear() {
        Arrays.fill(weights, first);
        chosen = 0;
        mixed = 0;
    }

    /** The mixed logit. */
    int mix(int[] logits, int context) {
        chosen = context * inputs;
        long sum = 0;
        for (int i = 0; i < inputs; i++)
            sum += (long) logits[i] * weights[chosen + i];
        mixed = Math.clamp(sum >> 16, -Logistic.MOST, Logistic.MOST);
        return mixed;
    }

    void learn(int[] logits, int bit) {
        int error = ((bit << 12) - Logistic.squash(mixed)) * rate;
        for (int i = 0; i < inputs; i++)
            weights[chosen + i] += (logits[i] * error + HALF) >> 16;
    }
}

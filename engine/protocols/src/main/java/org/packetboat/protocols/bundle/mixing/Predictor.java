package org.packetboat.protocols.bundle.mixing;

/**
 * Predicts the next bit of text out of all bits before it: many contexts, each with its own opinion, mixed by weights
 * that learn which of them to believe. Integers only: the same bits give the same predictions on every machine. Can be
 * used for one text after the other ({@link #begin}), by one thread at a time.
 */
public final class Predictor {
    /** What its tables take at most: 16 MB of counts, 9 MB of calibrations, of small texts 1 or 2, 2 MB of places. */
    public static final int MEGABYTES = 27;
    private static final int TABLE_BITS = 22;
    private static final int INPUTS = TextContexts.COUNT * 2 + 3;
    private static final int BIAS = 256;

    private final BitCounts counts = new BitCounts(TABLE_BITS);
    private final MatchModel match = new MatchModel(5);
    private final MatchModel longMatch = new MatchModel(12);
    private final Calibration[] opinions = new Calibration[TextContexts.COUNT];
    private final int[] slots = new int[TextContexts.COUNT];
    private final int[] logits = new int[INPUTS];
    private final int[] mixed = new int[3];
    private final Mixer[] mixers = {new Mixer(INPUTS, 256, 14_000, 10), new Mixer(INPUTS, 256, 14_000, 10),
            new Mixer(INPUTS, 16 * 8, 14_000, 10)};
    private final Mixer last = new Mixer(3, 256, 22_000, 3);
    private final Calibration byOne = new Calibration(1 << 16, 6);
    private final Calibration byTwo = new Calibration(1 << 16, 6);
    private TextContexts contexts = new TextContexts();
    private byte[] bytes = {};
    private int[] hashes = {};
    private int at;
    private int partial = 1;
    private int bits;
    private int probability;

    Predictor() {
        for (int i = 0; i < opinions.length; i++)
            opinions[i] = new Calibration(24, 6);
    }

    /**
     * Forgets everything, and begins to read a text.
     *
     * @param text where it stands or will stand; never read beyond what was learnt
     */
    void begin(byte[] text) {
        bytes = text;
        counts.clear();
        match.begin(text);
        longMatch.begin(text);
        for (Calibration opinion : opinions)
            opinion.clear();
        for (Mixer mixer : mixers)
            mixer.clear();
        last.clear();
        byOne.clear();
        byTwo.clear();
        contexts = new TextContexts();
        hashes = contexts.at(text, 0);
        at = 0;
        partial = 1;
        bits = 0;
        predict();
    }

    /** Lets go of the text, not of the tables. */
    void end() {
        bytes = new byte[0];
        match.begin(bytes);
        longMatch.begin(bytes);
    }

    /** How probable a 1 is: 1 to 65535 of 65536. */
    int probability() {
        return probability;
    }

    /** Tells the bit that came. At the end of each byte, that byte must stand in its place. */
    void learn(int bit) {
        for (int i = 0; i < TextContexts.COUNT; i++) {
            counts.learn(slots[i], bit, i < 2 ? 250 : 120);
            opinions[i].learn(bit);
        }
        match.learn(bit);
        longMatch.learn(bit);
        for (Mixer mixer : mixers)
            mixer.learn(logits, bit);
        last.learn(mixed, bit);
        byOne.learn(bit);
        byTwo.learn(bit);
        partial = partial << 1 | bit;
        if (++bits == 8) nextByte();
        predict();
    }

    /** The bits of the byte under way, with a 1 before them. */
    int partial() {
        return partial;
    }

    private void nextByte() {
        bits = 0;
        partial = 1;
        at++;
        hashes = contexts.at(bytes, at);
        match.next(at);
        longMatch.next(at);
    }

    private void predict() {
        for (int i = 0; i < TextContexts.COUNT; i++)
            opinion(i);
        int before = at > 0 ? bytes[at - 1] & 0xff : 0;
        int tail = TextContexts.COUNT * 2;
        logits[tail] = match.predict(partial, bits);
        logits[tail + 1] = longMatch.predict(partial, bits);
        logits[tail + 2] = BIAS;
        mixed[0] = mixers[0].mix(logits, partial);
        mixed[1] = mixers[1].mix(logits, before);
        mixed[2] = mixers[2].mix(logits, match.strength() * 8 + bits);
        int logit = last.mix(mixed, partial);
        int one = byOne.correct(logit, partial | before << 8);
        int two = byTwo.correct(logit, (hashes[2] ^ partial * 0x9e3779b1) >>> 16);
        probability = Math.clamp((Logistic.squash(logit) * 32 + one + two) >> 2, 16, 65_520);
    }

    private void opinion(int i) {
        slots[i] = counts.find(hashes[i] + partial * 0x3d4d51cb);
        int count = counts.count(slots[i]);
        int logit = count == 0 ? 0 : Logistic.stretch(counts.probability(slots[i]));
        logits[i * 2] = logit;
        int corrected = opinions[i].correct(logit, Math.min(count, 23));
        logits[i * 2 + 1] = count == 0 ? 0 : Logistic.stretch(Math.clamp(corrected, 0, 65_535));
    }
}

package org.packetboat.protocols.bundle.mixing;

/**
 * Where a {@link MixingCoder} has its predictors from. Each holds {@value Predictor#MEGABYTES} MB of tables: whoever
 * makes one for each bundle fills the memory with them faster than it is cleared, so a server keeps a few and lends
 * them out again. Asked by several threads at once.
 */
public interface Predictors {
    /** A new one each time; those given back are let go of. */
    Predictors NEW = new Predictors() {
        @Override
        public Predictor take() {
            return new Predictor();
        }

        @Override
        public void giveBack(Predictor predictor) {}
    };

    /** One that nobody else has until it is given back. What it learnt before is of no consequence. */
    Predictor take();

    /** It is no longer used. */
    void giveBack(Predictor predictor);
}

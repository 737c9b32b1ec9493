package org.packetboat.connectors.batch;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.packetboat.protocols.bundle.mixing.Predictor;
import org.packetboat.protocols.bundle.mixing.Predictors;

/**
 * Keeps the predictors that were given back, and lends them out again: as many as bundles are packed at a time, at most
 * so many. Without it each bundle of a quiet line leaves tens of megabytes behind, for which the heap is enlarged up to
 * its limit.
 */
final class KeptPredictors implements Predictors {
    private final int most;
    private final Deque<Predictor> idle = new ArrayDeque<>();

    /** @param most how many are kept while nobody uses them */
    KeptPredictors(int most) {
        this.most = most;
    }

    @Override
    public Predictor take() {
        return idle().orElseGet(NEW::take);
    }

    private synchronized Optional<Predictor> idle() {
        return Optional.ofNullable(idle.pollLast());
    }

    @Override
    public synchronized void giveBack(Predictor predictor) {
        if (idle.size() < most && !idle.contains(predictor)) idle.addLast(predictor);
    }
}

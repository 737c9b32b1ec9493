package org.packetboat.simulator.world.disk;

import org.packetboat.engine.sim.ForwardingStore;
import org.packetboat.engine.store.Batch;
import org.packetboat.engine.store.Store;

/** A store that tells of each commit, so that somebody syncs it. */
public final class WatchedStore extends ForwardingStore {
    private final Runnable committed;

    /** @param committed called when the store has been handed a commit */
    public WatchedStore(Store store, Runnable committed) {
        super(store);
        this.committed = committed;
    }

    @Override
    public void commit(Batch batch, Answer answer) {
        super.commit(batch, answer);
        committed.run();
    }
}

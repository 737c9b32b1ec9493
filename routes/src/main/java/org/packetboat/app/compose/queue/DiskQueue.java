package org.packetboat.app.compose.queue;

import java.nio.file.Path;
import org.packetboat.connectors.rocksdb.RocksStore;
import org.packetboat.engine.queue.FolderEpoch;

/** A queue on this machine's disk, in the data folder. */
public final class DiskQueue implements QueuePlace {
    @Override
    public Opened open(Path data, FolderEpoch epoch, Runnable wake) {
        RocksStore store = new RocksStore(data);
        try {
            return new Opened(DamagedQueue.open(store, epoch), store::syncs, store, store::copy,
                    store::trouble);
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }
}

package org.packetboat.app.compose;

import java.util.Optional;
import org.packetboat.connectors.rocksdb.RocksStore;
import org.packetboat.engine.queue.FolderEpoch;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.queue.QueueRepair;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the queue of a store. If the disk has lost commits of it, the queue is made whole again before. */
final class DamagedQueue {
    private static final Logger LOG = LoggerFactory.getLogger(DamagedQueue.class);
    private static final String WITHOUT_BYTES = "the disk has lost its bytes";

    private DamagedQueue() {}

    static MailQueue open(RocksStore store, FolderEpoch epoch) {
        Optional<QueueRepair.Findings> found = store.lost() > 0
                ? Optional.of(QueueRepair.run(store))
                : Optional.empty();
        MailQueue queue = new MailQueue(store, epoch);
        found.ifPresent(f -> {
            LOG.error("event=queue-repaired envelopes={} entries-put-right={} messages-without-bytes={}", f.envelopes(),
                    f.changes(), f.bodiless().size());
            f.bodiless().forEach(id -> queue.noteUnreadable(id, WITHOUT_BYTES));
        });
        return queue;
    }
}

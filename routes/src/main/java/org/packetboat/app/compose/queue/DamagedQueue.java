package org.packetboat.app.compose.queue;

import java.time.Instant;
import java.util.Optional;
import org.packetboat.connectors.rocksdb.RocksStore;
import org.packetboat.engine.queue.FolderEpoch;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.queue.QueueRepair;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.store.Family;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the queue of a store. If the disk has lost something of it, the queue is made whole again before. */
final class DamagedQueue {
    private static final Logger LOG = LoggerFactory.getLogger(DamagedQueue.class);
    private static final String LOST = "the disk has lost it; its sender is not known";
    private static final int MOST_NAMED = 100;
    private static final String WITHOUT_BYTES = "the disk has lost its bytes";

    private DamagedQueue() {}

    static MailQueue open(RocksStore store, FolderEpoch epoch) {
        Optional<QueueRepair.Findings> found = store.needsRepair()
                ? Optional.of(QueueRepair.run(store))
                : Optional.empty();
        MailQueue queue = new MailQueue(store, epoch);
        if (!store.unmended().isEmpty())
            queue.tell(new StatusEvent.Trouble(Instant.now(), "damaged tables could not be mended (" + store.unmended()
                    + "): the queue goes on, and grows slow. Remedy: free as much room on the disk as the queue takes, "
                    + "and start again"));
        found.ifPresent(f -> {
            LOG.error("event=queue-repaired envelopes={} entries-put-right={} messages-without-bytes={} "
                    + "envelopes-lost={}", f.envelopes(), f.changes(), f.bodiless().size(), f.gone().size());
            f.gone().stream().limit(MOST_NAMED)
                    .forEach(id -> LOG.error("event=envelope-lost id={} reason=\"{}\"", id.message(), LOST));
            if (store.mended().contains(Family.ENVELOPES))
                f.gone().forEach(
                        id -> queue.tell(new StatusEvent.Died(Instant.now(), id, Optional.empty(), LOST)));
            f.bodiless().forEach(id -> queue.noteUnreadable(id, WITHOUT_BYTES));
            store.repaired();
        });
        return queue;
    }
}

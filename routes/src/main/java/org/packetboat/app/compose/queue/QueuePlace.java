package org.packetboat.app.compose.queue;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.packetboat.connectors.jmx.cluster.ClusterMXBean;
import org.packetboat.engine.intake.Intake;
import org.packetboat.engine.queue.FolderEpoch;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.store.StoreException;

/** Where a server's queue is kept. */
public interface QueuePlace {
    /**
     * A queue that is open.
     *
     * @param syncs   how often changes were synced to the disk since then
     * @param closing closes it
     * @param copying makes a copy of its store as it is now, in a folder that is not there yet
     * @param trouble why its changes can't be written since a while; empty if they can
     */
    record Opened(MailQueue queue, LongSupplier syncs, AutoCloseable closing, Consumer<Path> copying,
            Supplier<Optional<String>> trouble) {
        /** One that is kept elsewhere, and can't be copied from here. */
        public Opened(MailQueue queue, LongSupplier syncs, AutoCloseable closing) {
            this(queue, syncs, closing, _ -> {
                throw new StoreException("the queue of a hub lies in its log on Kafka, and its standbys have it: "
                        + "there is none here to copy", new IllegalStateException("no store of its own"));
            }, Optional::empty);
        }
    }

    /**
     * Opens it.
     *
     * @param data  the data folder
     * @param epoch where numbers begin in a queue that is new
     * @param wake  to be called when mail may be sent that could not be before
     */
    Opened open(Path data, FolderEpoch epoch, Runnable wake);

    /** This machine's part in the hub that keeps it; empty if it lies on a disk of its own. */
    default Optional<ClusterMXBean> machine() {
        return Optional.empty();
    }

    /** What SMTP clients come to: this intake, as far as the place can keep mail now. */
    default Intake gate(Intake intake) {
        return intake;
    }
}

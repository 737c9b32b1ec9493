package org.packetboat.app.compose.queue;

import java.nio.file.Path;
import java.util.function.LongSupplier;
import org.packetboat.engine.intake.Intake;
import org.packetboat.engine.queue.FolderEpoch;
import org.packetboat.engine.queue.MailQueue;

/** Where a server's queue is kept. */
public interface QueuePlace {
    /**
     * A queue that is open.
     *
     * @param syncs   how often changes were synced to the disk since then
     * @param closing closes it
     */
    record Opened(MailQueue queue, LongSupplier syncs, AutoCloseable closing) {}

    /**
     * Opens it.
     *
     * @param data  the data folder
     * @param epoch where numbers begin in a queue that is new
     * @param wake  to be called when mail may be sent that could not be before
     */
    Opened open(Path data, FolderEpoch epoch, Runnable wake);

    /** What SMTP clients come to: this intake, as far as the place can keep mail now. */
    default Intake gate(Intake intake) {
        return intake;
    }
}

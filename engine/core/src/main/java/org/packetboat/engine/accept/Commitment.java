package org.packetboat.engine.accept;

import java.util.Optional;
import java.util.function.Consumer;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.queue.QueueBatch;
import org.packetboat.engine.store.StoreException;

/** Who makes an incoming message durable: a batch of its own, or the batch of a consignment. */
interface Commitment {
    /**
     * @param fill    adds the message to the batch
     * @param settled called once the batch is durable, or has failed
     */
    void take(Consumer<QueueBatch> fill, Consumer<Optional<StoreException>> settled);

    /** The message can't be taken now. */
    void spoil(Reply why);
}

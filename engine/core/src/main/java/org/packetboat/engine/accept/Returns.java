package org.packetboat.engine.accept;

import java.time.Instant;
import java.util.List;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.mail.Message;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.queue.QueueBatch;
import org.packetboat.engine.route.Policy;

/** Tells the sender of a message that was not taken, as part of a batch. */
public interface Returns {
    /**
     * @param about      the message; it has a sender
     * @param recipients who don't get it
     * @param header     the beginning of its text
     */
    void add(QueueBatch batch, Message about, List<Recipient> recipients, Reply why, Body header, Policy policy,
            Instant now);
}

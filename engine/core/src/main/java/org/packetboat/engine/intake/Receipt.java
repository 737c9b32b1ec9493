package org.packetboat.engine.intake;

import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Reply;

/** What became of a submission. */
public sealed interface Receipt {
    /** It is on disk and ours to deliver, under this id. */
    record Accepted(QueueId id) implements Receipt {}

    /** It was not taken and nothing of it is kept; 4xx where trying again later may help. */
    record Rejected(Reply reply) implements Receipt {}
}

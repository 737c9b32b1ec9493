package org.packetboat.app.simulate;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.packetboat.connectors.batch.Ability;
import org.packetboat.connectors.batch.BatchLimits;
import org.packetboat.connectors.batch.Correspondence;
import org.packetboat.connectors.batch.FrozenBatch;
import org.packetboat.connectors.batch.MemoryHistory;
import org.packetboat.engine.link.BytesBody;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Message;
import org.packetboat.engine.mail.Priority;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.ReturnContent;

/**
 * How large a batch is on the line: it is packed as for a real site, once, since that takes seconds for each 84 KB at
 * modem speeds and all sites get the same.
 */
public final class PackedSize {
    private static final int HISTORY = 16;

    private final long rate;
    private final Correspondence way = new Correspondence("hub.invalid", Ability.ours(HISTORY),
            new MemoryHistory((long) HISTORY << 20), BatchLimits.USUAL);
    private long mails;

    /** @param rate of the line, in bytes per second: the slower it is, the harder is packed */
    public PackedSize(long rate) {
        this.rate = rate;
    }

    /** The site has this mail already, from an earlier batch. */
    public void known(byte[] mail) {
        way.acknowledged(pack(mail));
    }

    /** How many bytes cross the line for this mail. */
    public long size(byte[] mail) {
        return pack(mail).size();
    }

    private FrozenBatch pack(byte[] mail) {
        return way.freeze(List.of(transfer(mail)), rate);
    }

    private Transfer transfer(byte[] bytes) {
        QueueId id = new QueueId(++mails);
        Message message = new Message(id, Instant.EPOCH, Optional.of(Address.parse("batch@hub.invalid")), bytes.length,
                true, false, ReturnContent.FULL, Optional.empty(), Optional.empty(), "batch");
        Recipient to = Recipient.of("all@site.invalid");
        Envelope envelope = new Envelope(new EnvelopeId(id, 0), message, to.address().domain(), List.of(to),
                Priority.NORMAL, Instant.EPOCH, Optional.empty(), Instant.MAX, 0, Instant.EPOCH, Optional.empty(),
                false,
                true);
        return new Transfer(envelope, new BytesBody(bytes));
    }
}

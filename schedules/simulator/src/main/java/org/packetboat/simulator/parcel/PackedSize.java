package org.packetboat.simulator.parcel;

import java.util.List;
import org.packetboat.engine.link.BytesBody;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.protocols.bundle.Ability;
import org.packetboat.protocols.bundle.BundleBytes;
import org.packetboat.protocols.bundle.Correspondence;
import org.packetboat.protocols.bundle.codec.Coders;
import org.packetboat.protocols.bundle.content.BundleLimits;
import org.packetboat.protocols.bundle.history.MemoryHistory;

/**
 * How large a batch is on the line: it is packed as for a real site, once, since that takes seconds for each 84 KB at
 * modem speeds and all sites get the same.
 */
public final class PackedSize {
    private static final int HISTORY = 16;
    private static final Address SENDER = Address.parse("batch@hub.invalid");

    private final long rate;
    private final Correspondence way;
    private long mails;

    /**
     * @param rate   of the line, in bytes per second: the slower it is, the harder is packed
     * @param coders those that a real server has
     */
    public PackedSize(long rate, Coders coders) {
        this.rate = rate;
        this.way = new Correspondence("hub.invalid", Ability.ours(coders, HISTORY), coders,
                new MemoryHistory((long) HISTORY << 20), BundleLimits.USUAL);
    }

    /** The site has this mail already, from an earlier batch. */
    public void known(byte[] mail) {
        way.acknowledged(pack(mail));
    }

    /** How many bytes cross the line for this mail. */
    public long size(byte[] mail) {
        return pack(mail).size();
    }

    private BundleBytes pack(byte[] mail) {
        return way.freeze(List.of(transfer(mail)), rate);
    }

    private Transfer transfer(byte[] bytes) {
        return Posted.mail(++mails, SENDER, Recipient.of("all@site.invalid"), new BytesBody(bytes));
    }
}

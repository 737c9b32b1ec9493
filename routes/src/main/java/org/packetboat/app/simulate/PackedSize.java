package org.packetboat.app.simulate;

import java.util.List;
import org.packetboat.connectors.batch.NativeCoders;
import org.packetboat.engine.link.BytesBody;
import org.packetboat.engine.link.Transfer;
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
    private static final Coders CODERS = new NativeCoders();

    private final long rate;
    private final Correspondence way = new Correspondence("hub.invalid", Ability.ours(CODERS, HISTORY), CODERS,
            new MemoryHistory((long) HISTORY << 20), BundleLimits.USUAL);
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

    private BundleBytes pack(byte[] mail) {
        return way.freeze(List.of(transfer(mail)), rate);
    }

    private Transfer transfer(byte[] bytes) {
        return Posted.mail(++mails, SimulatedHub.SENDER, Recipient.of("all@site.invalid"), new BytesBody(bytes));
    }
}

package org.packetboat.camel.inbound;

import java.util.HashMap;
import java.util.Map;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.link.Supply;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Recipient;

/** One envelope whose recipients are served by several: it is settled once, when the last of them has answered. */
final class SharedTransfer {
    private final EnvelopeId id;
    private final Supply supply;
    private final Map<Recipient, Outcome> outcomes = new HashMap<>();
    private int awaited;

    SharedTransfer(EnvelopeId id, Supply supply, int shares) {
        this.id = id;
        this.supply = supply;
        this.awaited = shares;
    }

    /** What became of one share; empty if it was not tried. @return whether that was the last */
    boolean settled(Map<Recipient, Outcome> share) {
        outcomes.putAll(share);
        awaited--;
        if (awaited == 0) supply.settle(id, outcomes);
        return awaited == 0;
    }
}

package org.packetboat.engine.forward;

import org.packetboat.engine.link.RelayedSupply;
import org.packetboat.engine.link.Supply;

/** {@link RelayedSupply}: the call lasts longer than the session. */
class RelayedSupplyTest extends SupplyContract {
    @Override
    protected Supply over(Supply node) {
        return new RelayedSupply(node, node::ended);
    }
}

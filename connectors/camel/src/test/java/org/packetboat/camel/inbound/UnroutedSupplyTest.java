package org.packetboat.camel.inbound;

import org.packetboat.engine.forward.SupplyContract;
import org.packetboat.engine.link.Supply;

/** {@link InboundSupply}: no route takes this mail. */
class UnroutedSupplyTest extends SupplyContract {
    @Override
    protected Supply over(Supply node) {
        InboundDesk desk = new InboundDesk();
        desk.open();
        return new InboundSupply(node, desk);
    }
}

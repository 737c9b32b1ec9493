package org.packetboat.protocols.modem;

import org.packetboat.engine.forward.SupplyContract;
import org.packetboat.engine.link.Supply;

/** The caller has said who it is. */
class AnsweredSupplyTest extends SupplyContract {
    @Override
    protected Supply over(Supply node) {
        AnsweredSupply supply = new AnsweredSupply();
        supply.become(node);
        return supply;
    }
}

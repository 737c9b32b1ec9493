package org.packetboat.engine.forward;

import org.packetboat.engine.link.Supply;
import org.packetboat.engine.sim.SimRoutes;

/** {@link InboundCallSupply}: the site has called us. */
class AnsweringSupplyTest extends SupplyContract {
    AnsweringSupplyTest() {
        super(SimRoutes.NEVER);
    }

    @Override
    protected Supply ofNode() {
        return rig.line.answer(session -> rig.node.answered("denver", "modem", session)).supply();
    }
}

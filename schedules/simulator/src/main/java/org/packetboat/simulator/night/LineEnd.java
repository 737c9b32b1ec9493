package org.packetboat.simulator.night;

import org.packetboat.protocols.uucp.exchange.MemorySpool;
import org.packetboat.protocols.uucp.exchange.UucpSpool;
import org.packetboat.simulator.parcel.SimulatedPacker;

/**
 * What one end of a line keeps from call to call.
 *
 * @param spool  files received in part, and memories
 * @param packer its batches
 */
record LineEnd(UucpSpool spool, SimulatedPacker packer) {
    static LineEnd of(SimulatedPacker packer) {
        return new LineEnd(new MemorySpool(), packer);
    }
}

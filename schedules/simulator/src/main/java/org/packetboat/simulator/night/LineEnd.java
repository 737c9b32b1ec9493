package org.packetboat.simulator.night;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Optional;
import org.packetboat.engine.sim.SimTime;
import org.packetboat.protocols.bundle.packing.Agreement;
import org.packetboat.protocols.bundle.packing.Bundling;
import org.packetboat.protocols.bundle.packing.Packer;
import org.packetboat.protocols.uucp.exchange.MemorySpool;
import org.packetboat.protocols.uucp.exchange.UucpSpool;
import org.packetboat.simulator.call.SimulatedPacker;
import org.packetboat.simulator.call.Station;
import org.packetboat.simulator.parcel.ParcelMaker;

/**
 * What one end of a line keeps from call to call.
 *
 * @param spool  files received in part, and memories
 * @param packer its batches
 */
record LineEnd(UucpSpool spool, Packer packer) implements Bundling {
    private static final String WORD = "simulated";

    static LineEnd of(SimTime time, ParcelMaker batches) {
        return new LineEnd(new MemorySpool(),
                new SimulatedPacker(Station.steady(time), batches, new LinkedHashMap<>(), Duration.ZERO));
    }

    @Override
    public Optional<String> word(String node) {
        return Optional.of(WORD);
    }

    /** Noise may have spoilt the word: then mail goes one by one, as the program would have it. */
    @Override
    public Agreement agree(String node, Optional<String> heard, long rate) {
        return heard.filter(WORD::equals).isPresent() ? new Agreement.Batches(packer) : new Agreement.OneByOne();
    }
}

package org.packetboat.simulator.night;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.packetboat.engine.sim.SimTime;
import org.packetboat.protocols.bundle.packing.Agreement;
import org.packetboat.protocols.bundle.packing.Bundling;
import org.packetboat.protocols.bundle.packing.PackedBundle;
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

    /** That of a site, which runs all night. */
    static LineEnd of(SimTime time, ParcelMaker batches) {
        return of(Station.steady(time), MemorySpool.steady(), batches, new LinkedHashMap<>());
    }

    /** @param kept what was packed and not acknowledged, by id: with the spool it outlives the program */
    static LineEnd of(Station station, MemorySpool spool, ParcelMaker batches, Map<String, PackedBundle> kept) {
        return new LineEnd(spool, new SimulatedPacker(station, batches, kept, Duration.ZERO));
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

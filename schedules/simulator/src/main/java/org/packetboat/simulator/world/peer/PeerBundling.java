package org.packetboat.simulator.world.peer;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.packetboat.protocols.bundle.Ability;
import org.packetboat.protocols.bundle.Correspondence;
import org.packetboat.protocols.bundle.codec.Codec;
import org.packetboat.protocols.bundle.codec.Coders;
import org.packetboat.protocols.bundle.codec.StoredCoder;
import org.packetboat.protocols.bundle.content.BundleLimits;
import org.packetboat.protocols.bundle.packing.Agreement;
import org.packetboat.protocols.bundle.packing.Bundling;
import org.packetboat.protocols.bundle.packing.Packer;
import org.packetboat.simulator.call.SimulatedPacker;
import org.packetboat.simulator.call.Station;

/**
 * Bundles with whoever can read them, as the program makes them, but that they are not compressed.
 *
 * @param server   our name
 * @param peers    what is kept about the others
 * @param station  the life that it is for
 * @param parts    what the packer of a call becomes
 * @param oneByOne told when mail goes without its wishes: noise has spoilt the greeting
 */
public record PeerBundling(String server, Function<String, Peer> peers, Station station, UnaryOperator<Packer> parts,
        Runnable oneByOne) implements Bundling {
    private static final int HISTORY_MEBIBYTES = 1;
    private static final Duration WRITING = Duration.ofMillis(700);
    private static final Coders CODERS = codec -> codec == Codec.STORED
            ? Optional.of(new StoredCoder())
            : Optional.empty();

    @Override
    public Optional<String> word(String node) {
        return Optional.of(Ability.ours(CODERS, HISTORY_MEBIBYTES).word());
    }

    @Override
    public Agreement agree(String node, Optional<String> heard, long rate) {
        Optional<Ability> shared = heard.flatMap(Ability::parse)
                .map(Ability.ours(CODERS, HISTORY_MEBIBYTES)::shared);
        if (shared.isEmpty()) {
            oneByOne.run();
            return new Agreement.OneByOne();
        }
        return new Agreement.Batches(parts.apply(packer(node, shared.get(), rate)));
    }

    private Packer packer(String node, Ability shared, long rate) {
        Peer peer = peers.apply(node);
        Correspondence correspondence = new Correspondence(server, shared, CODERS, peer.history(), BundleLimits.USUAL);
        return new SimulatedPacker(station, new RealBundles(node, correspondence, rate), peer.bundles(), WRITING);
    }
}

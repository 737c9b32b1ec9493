package org.packetboat.simulator.world;

import java.util.Optional;
import java.util.function.Function;
import org.packetboat.protocols.bundle.Ability;
import org.packetboat.protocols.bundle.Correspondence;
import org.packetboat.protocols.bundle.codec.Codec;
import org.packetboat.protocols.bundle.codec.Coders;
import org.packetboat.protocols.bundle.codec.StoredCoder;
import org.packetboat.protocols.bundle.content.BundleLimits;
import org.packetboat.protocols.bundle.packing.Agreement;
import org.packetboat.protocols.bundle.packing.Bundling;
import org.packetboat.simulator.world.disk.Peer;

/** Bundles with whoever can read them, as the program makes them, but that they are not compressed. */
final class WorldPacking implements Bundling {
    private static final int HISTORY_MEBIBYTES = 1;
    private static final Coders CODERS = codec -> codec == Codec.STORED
            ? Optional.of(new StoredCoder())
            : Optional.empty();

    private final String server;
    private final Function<String, Peer> peers;
    private final Life life;
    private final Runnable oneByOne;

    /** @param oneByOne told when mail goes without its wishes: noise has spoilt the greeting */
    WorldPacking(String server, Function<String, Peer> peers, Life life, Runnable oneByOne) {
        this.server = server;
        this.peers = peers;
        this.life = life;
        this.oneByOne = oneByOne;
    }

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
        Peer peer = peers.apply(node);
        Correspondence correspondence = new Correspondence(server, shared.get(), CODERS, peer.history(),
                BundleLimits.USUAL);
        return new Agreement.Batches(life.parts().packer(new WorldPacker(node, correspondence, rate, peer, life)));
    }
}

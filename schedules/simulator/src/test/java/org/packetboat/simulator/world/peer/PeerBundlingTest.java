package org.packetboat.simulator.world.peer;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.packetboat.engine.link.Letters;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.sim.SimTime;
import org.packetboat.protocols.bundle.packing.Agreement;
import org.packetboat.protocols.bundle.packing.Packer;
import org.packetboat.protocols.bundle.packing.PackerContract;
import org.packetboat.simulator.call.Station;

/** What packs between the nodes of a world keeps what every packer promises. */
class PeerBundlingTest extends PackerContract {
    private static final long RATE = 240;

    private final SimTime time = new SimTime(Instant.parse("2026-11-20T03:00:00Z"));
    private final Packer here = packer("here.example", "there.example");
    private final Packer there = packer("there.example", "here.example");

    private Packer packer(String server, String other) {
        Peer peer = new Peer(new SplittableRandom(1));
        PeerBundling bundling = new PeerBundling(server, _ -> peer, Station.steady(time), real -> real, () -> {});
        Optional<String> word = bundling.word(other);
        return assertInstanceOf(Agreement.Batches.class, bundling.agree(other, word, RATE)).packer();
    }

    @Override
    protected Packer sender() {
        return here;
    }

    @Override
    protected Packer receiver() {
        return there;
    }

    @Override
    protected List<Transfer> mail() {
        return List.of(Letters.letter(1, "Subject: one\r\n\r\nhello\r\n", "b@there.example"),
                Letters.letter(2, "Subject: two\r\n\r\nhello again\r\n", "c@there.example"));
    }

    @Override
    protected void pass() {
        while (time.step()) {
            // everything happens that was asked for
        }
    }
}

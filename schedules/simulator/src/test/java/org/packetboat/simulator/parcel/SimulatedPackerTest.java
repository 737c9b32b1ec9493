package org.packetboat.simulator.parcel;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.packetboat.engine.link.Letters;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.sim.SimTime;
import org.packetboat.protocols.bundle.packing.Packer;
import org.packetboat.protocols.bundle.packing.PackerContract;

/** What stands for packing in a simulated night keeps what every packer promises. */
class SimulatedPackerTest extends PackerContract {
    private static final String TO = "b@branch.example";

    private final SimTime time = new SimTime(Instant.parse("2026-11-20T03:00:00Z"));
    private final Parcel parcel = new Parcel(new ParcelSize(2000, 500), 1);
    private final Packer hub = new SimulatedPacker(time, _ -> parcel, Map.of());
    private final Packer branch = new SimulatedPacker(time, _ -> parcel,
            Map.of(parcel, parcel.letter(Address.parse("a@here.example"), Recipient.of(TO), "key")));

    @Override
    protected Packer sender() {
        return hub;
    }

    @Override
    protected Packer receiver() {
        return branch;
    }

    @Override
    protected List<Transfer> mail() {
        return List.of(Letters.letter(1, parcel.letter(), TO));
    }

    @Override
    protected void pass() {
        while (time.step()) {
            // everything happens that was asked for
        }
    }
}

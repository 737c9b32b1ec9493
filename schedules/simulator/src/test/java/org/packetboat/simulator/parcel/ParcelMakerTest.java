package org.packetboat.simulator.parcel;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.packetboat.engine.link.Letters;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.sim.SimTime;
import org.packetboat.protocols.bundle.packing.BundledMail;
import org.packetboat.protocols.bundle.packing.Packer;
import org.packetboat.protocols.bundle.packing.PackerContract;
import org.packetboat.simulator.call.SimulatedPacker;
import org.packetboat.simulator.call.Station;

/** What packs in a simulated night keeps what every packer promises. */
class ParcelMakerTest extends PackerContract {
    private static final String TO = "b@branch.example";

    private final SimTime time = new SimTime(Instant.parse("2026-11-20T03:00:00Z"));
    private final Parcel parcel = new Parcel(new ParcelSize(2000, 500), 1);
    private final Packer hub = packer(Map.of());
    private final Packer branch = packer(
            Map.of(parcel, parcel.letter(Address.parse("a@here.example"), Recipient.of(TO), "key")));

    private Packer packer(Map<Parcel, BundledMail> expected) {
        return new SimulatedPacker(Station.steady(time), new ParcelMaker(_ -> parcel, expected), new LinkedHashMap<>(),
                Duration.ZERO);
    }

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

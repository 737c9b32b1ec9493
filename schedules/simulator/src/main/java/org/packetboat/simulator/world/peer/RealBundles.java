package org.packetboat.simulator.world.peer;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.link.Transfer;
import org.packetboat.protocols.bundle.BundleBytes;
import org.packetboat.protocols.bundle.Correspondence;
import org.packetboat.protocols.bundle.Reading;
import org.packetboat.protocols.bundle.packing.BundledMail;
import org.packetboat.protocols.bundle.packing.PackedBundle;
import org.packetboat.protocols.bundle.packing.Room;
import org.packetboat.protocols.bundle.packing.Unpacked;
import org.packetboat.simulator.call.BundleMaker;
import org.packetboat.simulator.call.Bodies;

/** Makes and reads the bundles of one call as the program does, by a {@link Correspondence}. */
final class RealBundles implements BundleMaker {
    private record Opened(Body bundle, Reading.Mails reading) {}

    private final String node;
    private final Correspondence correspondence;
    private final long rate;
    private final Map<Unpacked.Mails, Opened> opened = new IdentityHashMap<>();

    RealBundles(String node, Correspondence correspondence, long rate) {
        this.node = node;
        this.correspondence = correspondence;
        this.rate = rate;
    }

    @Override
    public Room room() {
        return correspondence.room(rate);
    }

    @Override
    public PackedBundle pack(List<Transfer> transfers) {
        BundleBytes bytes = correspondence.freeze(transfers, rate);
        return new PackedBundle(bytes.id(), bytes, transfers.stream().map(PackedBundle::mark).toList());
    }

    @Override
    public long expanded(Body bundle) {
        return bundle.size();
    }

    @Override
    public Unpacked read(Body bundle) {
        return switch (correspondence.read(bundle, "uucp:" + node)) {
            case Reading.Mails mails -> letters(bundle, mails);
            case Reading.UnknownReference(var missing) ->
                new Unpacked.Unusable(Unpacked.Fault.REFERENCE, "lacking " + missing.size() + " references");
            case Reading.NotUnderstood(String what) -> new Unpacked.Unusable(Unpacked.Fault.UNKNOWN, what);
            case Reading.Damaged(String why) -> new Unpacked.Unusable(Unpacked.Fault.DAMAGED, why);
            case Reading.TooLarge(String why) -> new Unpacked.Unusable(Unpacked.Fault.LARGE, why);
        };
    }

    private Unpacked letters(Body bundle, Reading.Mails mails) {
        Unpacked.Mails unpacked = new Unpacked.Mails(mails.mails().stream()
                .map(mail -> new BundledMail(mail.submission(), mail.body(), mail.wellFormed())).toList(),
                mails::close);
        opened.put(unpacked, new Opened(bundle, mails));
        return unpacked;
    }

    @Override
    public void acknowledged(PackedBundle bundle) {
        correspondence.acknowledged(bytes(bundle.body()));
    }

    @Override
    public void discarded(PackedBundle bundle) {
        correspondence.discarded(bytes(bundle.body()));
    }

    private static BundleBytes bytes(Body body) {
        return BundleBytes.of(Bodies.bytes(body));
    }

    @Override
    public void accepted(Unpacked.Mails mails) {
        Opened read = opened.get(mails);
        correspondence.accepted(read.bundle(), read.reading());
    }

    @Override
    public void withoutHistory() {
        correspondence.withoutHistory();
    }

    @Override
    public void close() {
        opened.values().forEach(read -> read.reading().close());
        opened.clear();
    }
}

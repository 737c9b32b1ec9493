package org.packetboat.simulator.world;

import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.store.StoreException;
import org.packetboat.protocols.bundle.BundleBytes;
import org.packetboat.protocols.bundle.Correspondence;
import org.packetboat.protocols.bundle.Reading;
import org.packetboat.protocols.bundle.packing.BundledMail;
import org.packetboat.protocols.bundle.packing.PackedBundle;
import org.packetboat.protocols.bundle.packing.Packer;
import org.packetboat.protocols.bundle.packing.Packing;
import org.packetboat.protocols.bundle.packing.Room;
import org.packetboat.protocols.bundle.packing.Unpacked;
import org.packetboat.simulator.world.disk.Peer;
import org.packetboat.simulator.world.mail.Bodies;

/** Packs and reads the bundles of one call by the real {@link Correspondence}; each piece of work takes a moment. */
final class WorldPacker implements Packer {
    private static final Duration WORK = Duration.ofMillis(700);

    private record Opened(Body bundle, Reading.Mails reading) {}

    private final String node;
    private final Correspondence correspondence;
    private final long rate;
    private final Peer peer;
    private final Life life;
    private final Map<Unpacked.Mails, Opened> opened = new IdentityHashMap<>();

    WorldPacker(String node, Correspondence correspondence, long rate, Peer peer, Life life) {
        this.node = node;
        this.correspondence = correspondence;
        this.rate = rate;
        this.peer = peer;
        this.life = life;
    }

    @Override
    public Room room() {
        return correspondence.room(rate);
    }

    @Override
    public List<PackedBundle> thawed() {
        return peer.bundles();
    }

    @Override
    public void freeze(List<Transfer> transfers, Consumer<Packing> answer) {
        life.in(WORK, () -> answer.accept(packed(transfers)));
    }

    private Packing packed(List<Transfer> transfers) {
        try {
            BundleBytes bytes = correspondence.freeze(transfers, rate);
            PackedBundle bundle = new PackedBundle(bytes.id(), bytes,
                    transfers.stream().map(PackedBundle::mark).toList());
            peer.keep(bundle);
            return new Packing.Packed(bundle);
        } catch (IllegalStateException | StoreException gone) {
            return new Packing.Failed(gone.getMessage());
        }
    }

    @Override
    public void acknowledged(PackedBundle bundle, Runnable done) {
        life.in(WORK, () -> {
            peer.discard(bundle.id());
            correspondence.acknowledged(bytes(bundle.body()));
            done.run();
        });
    }

    @Override
    public void discard(PackedBundle bundle) {
        peer.discard(bundle.id());
        correspondence.discarded(bytes(bundle.body()));
    }

    private static BundleBytes bytes(Body body) {
        return BundleBytes.of(Bodies.bytes(body));
    }

    @Override
    public void withoutHistory() {
        correspondence.withoutHistory();
    }

    @Override
    public void read(Body bundle, Consumer<Unpacked> answer) {
        life.in(WORK, () -> answer.accept(unpacked(bundle)));
    }

    private Unpacked unpacked(Body bundle) {
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
    public void accepted(Unpacked.Mails mails, Runnable done) {
        life.in(WORK, () -> {
            Opened read = opened.get(mails);
            correspondence.accepted(read.bundle(), read.reading());
            done.run();
        });
    }

    @Override
    public void close() {
        life.in(WORK, () -> { // behind what is under way
            opened.values().forEach(read -> read.reading().close());
            opened.clear();
        });
    }

    @Override
    public String receipt(String id) {
        return "-";
    }

    @Override
    public boolean isReceipt(String id, String word) {
        return true;
    }

    @Override
    public boolean isSealing() {
        return false;
    }
}

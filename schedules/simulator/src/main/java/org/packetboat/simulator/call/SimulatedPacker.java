package org.packetboat.simulator.call;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.store.StoreException;
import org.packetboat.protocols.bundle.packing.PackedBundle;
import org.packetboat.protocols.bundle.packing.Packer;
import org.packetboat.protocols.bundle.packing.Packing;
import org.packetboat.protocols.bundle.packing.Room;
import org.packetboat.protocols.bundle.packing.Unpacked;

/**
 * Packs and reads bundles in virtual time: one piece of work after the other, each as long as the codecs of a real
 * server take. What it has packed stays with whoever outlives it.
 */
public final class SimulatedPacker implements Packer {
    /** What a processor packs at modem speeds, and unpacks, in bytes of mail each second (docs/batches.md). */
    private static final double PACKED_A_SECOND = 25_000;
    private static final double UNPACKED_A_SECOND = 100_000;

    private final Station station;
    private final BundleMaker maker;
    private final Map<String, PackedBundle> kept;
    private final Duration writing;
    /** When what was asked for until now is done. */
    private Instant busyUntil = Instant.MIN;

    /**
     * @param kept    what was packed and not acknowledged, by id
     * @param writing how long each piece of work takes for its disk
     */
    public SimulatedPacker(Station station, BundleMaker maker, Map<String, PackedBundle> kept, Duration writing) {
        this.station = station;
        this.maker = maker;
        this.kept = kept;
        this.writing = writing;
    }

    private void inTurn(double seconds, Runnable work) {
        Instant now = station.time().now();
        Instant begins = busyUntil.isAfter(now) ? busyUntil : now;
        busyUntil = begins.plusMillis((long) (seconds * 1000)).plus(writing);
        station.in(Duration.between(now, busyUntil), work);
    }

    @Override
    public Room room() {
        return maker.room();
    }

    @Override
    public List<PackedBundle> thawed() {
        return List.copyOf(kept.values());
    }

    @Override
    public void freeze(List<Transfer> transfers, Consumer<Packing> answer) {
        long bytes = transfers.stream().mapToLong(t -> t.body().size()).sum();
        inTurn(bytes / PACKED_A_SECOND, () -> answer.accept(packed(transfers)));
    }

    private Packing packed(List<Transfer> transfers) {
        try {
            PackedBundle made = maker.pack(transfers);
            kept.put(made.id(), made);
            return new Packing.Packed(made);
        } catch (IllegalStateException | StoreException | VirtualMachineError failed) {
            return new Packing.Failed(String.valueOf(failed.getMessage()));
        }
    }

    @Override
    public void acknowledged(PackedBundle bundle, Runnable done) {
        inTurn(0, () -> {
            kept.remove(bundle.id());
            maker.acknowledged(bundle);
            done.run();
        });
    }

    @Override
    public void discard(PackedBundle bundle) {
        kept.remove(bundle.id());
        maker.discarded(bundle);
    }

    @Override
    public void withoutHistory() {
        maker.withoutHistory();
    }

    @Override
    public void read(Body bundle, Consumer<Unpacked> answer) {
        inTurn(maker.expanded(bundle) / UNPACKED_A_SECOND, () -> answer.accept(maker.read(bundle)));
    }

    @Override
    public void accepted(Unpacked.Mails mails, Runnable done) {
        inTurn(0, () -> {
            maker.accepted(mails);
            done.run();
        });
    }

    @Override
    public void close() {
        inTurn(0, maker::close);
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

    @Override
    public boolean understandsDelays() {
        return true;
    }

    @Override
    public boolean takesReports() {
        return true;
    }
}

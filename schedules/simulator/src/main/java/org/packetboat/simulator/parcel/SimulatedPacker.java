package org.packetboat.simulator.parcel;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.sim.SimTime;
import org.packetboat.protocols.bundle.packing.Agreement;
import org.packetboat.protocols.bundle.packing.BundledMail;
import org.packetboat.protocols.bundle.packing.Bundling;
import org.packetboat.protocols.bundle.packing.PackedBundle;
import org.packetboat.protocols.bundle.packing.Packer;
import org.packetboat.protocols.bundle.packing.Packing;
import org.packetboat.protocols.bundle.packing.Room;
import org.packetboat.protocols.bundle.packing.Unpacked;

/**
 * Packs and reads the batches of one site, at either end, and outlives its calls: a mail becomes the batch of its
 * parcel, and this the mail again, after as long as the codecs would take, one piece of work after the other. A batch
 * that comes out different from how it went in is damaged, as it would be for a real one.
 */
public final class SimulatedPacker implements Packer, Bundling {
    private static final String WORD = "simulated";

    private final SimTime time;
    private final Function<Transfer, Parcel> sent;
    private final Map<Parcel, BundledMail> expected;
    private final List<PackedBundle> frozen = new ArrayList<>();
    /** When what was asked for until now is done. */
    private Instant busyUntil = Instant.MIN;

    /**
     * @param sent     which parcel a mail is that goes from here
     * @param expected what may come here, and the mail that it is
     */
    public SimulatedPacker(SimTime time, Function<Transfer, Parcel> sent, Map<Parcel, BundledMail> expected) {
        this.time = time;
        this.sent = sent;
        this.expected = expected;
    }

    @Override
    public Optional<String> word(String node) {
        return Optional.of(WORD);
    }

    /** Noise may have spoilt the word: then mail goes one by one, as the program would have it. */
    @Override
    public Agreement agree(String node, Optional<String> heard, long rate) {
        return heard.filter(WORD::equals).isPresent() ? new Agreement.Batches(this) : new Agreement.OneByOne();
    }

    @Override
    public Room room() {
        return new OneMail();
    }

    @Override
    public List<PackedBundle> thawed() {
        return List.copyOf(frozen);
    }

    @Override
    public void freeze(List<Transfer> transfers, Consumer<Packing> answer) {
        Parcel parcel = sent.apply(transfers.getFirst());
        PackedBundle made = new PackedBundle(parcel.id(), parcel.batch(),
                transfers.stream().map(PackedBundle::mark).toList());
        frozen.add(made);
        inTurn(parcel.packing(), () -> answer.accept(new Packing.Packed(made)));
    }

    private void inTurn(Duration work, Runnable answer) {
        Instant begins = busyUntil.isAfter(time.now()) ? busyUntil : time.now();
        busyUntil = begins.plus(work);
        time.at(busyUntil, answer);
    }

    @Override
    public void acknowledged(PackedBundle batch, Runnable done) {
        frozen.remove(batch);
        done.run();
    }

    @Override
    public void discard(PackedBundle batch) {
        frozen.remove(batch);
    }

    @Override
    public void withoutHistory() {
        throw new IllegalStateException("a simulated site lacks nothing");
    }

    @Override
    public void read(Body batch, Consumer<Unpacked> answer) {
        Optional<Map.Entry<Parcel, BundledMail>> came = expected.entrySet().stream()
                .filter(e -> e.getKey().isBatch(batch)).findFirst();
        inTurn(came.map(e -> e.getKey().unpacking()).orElse(Duration.ZERO), () -> answer.accept(came.isPresent()
                ? new Unpacked.Mails(List.of(came.get().getValue()), () -> {})
                : new Unpacked.Unusable(Unpacked.Fault.DAMAGED, "not what was sent")));
    }

    @Override
    public void accepted(Unpacked.Mails batch, Runnable done) {
        done.run();
    }

    /** What was read holds nothing. */
    @Override
    public void close() {}

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

    /** Every mail is a batch of its own. */
    private static final class OneMail implements Room {
        private final List<Transfer> transfers = new ArrayList<>();

        @Override
        public boolean take(Transfer transfer) {
            return transfers.isEmpty() && transfers.add(transfer);
        }

        @Override
        public boolean isFull() {
            return !transfers.isEmpty();
        }

        @Override
        public List<Transfer> transfers() {
            return List.copyOf(transfers);
        }
    }
}

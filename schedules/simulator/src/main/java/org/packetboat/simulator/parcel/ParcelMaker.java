package org.packetboat.simulator.parcel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.link.Transfer;
import org.packetboat.protocols.bundle.packing.BundledMail;
import org.packetboat.protocols.bundle.packing.PackedBundle;
import org.packetboat.protocols.bundle.packing.Room;
import org.packetboat.protocols.bundle.packing.Unpacked;
import org.packetboat.simulator.call.Bodies;
import org.packetboat.simulator.call.BundleMaker;

/**
 * Each mail becomes the batch of its parcel, and this the mail again: for whoever plays the same mail ten thousand
 * times. A batch that comes out different from how it went in is damaged, as it would be for a real one.
 *
 * @param sent     which parcel a mail is that goes from here
 * @param expected what may come here, and the mail that it is
 */
public record ParcelMaker(Function<Transfer, Parcel> sent, Map<Parcel, BundledMail> expected) implements BundleMaker {
    @Override
    public Room room() {
        return new OneMail();
    }

    /** Reads the mails, as whoever packs them does: one of them may be damaged. */
    @Override
    public PackedBundle pack(List<Transfer> transfers) {
        transfers.forEach(transfer -> Bodies.bytes(transfer.body()));
        Parcel parcel = sent.apply(transfers.getFirst());
        return new PackedBundle(parcel.id(), parcel.batch(), transfers.stream().map(PackedBundle::mark).toList());
    }

    private List<Parcel> came(Body batch) {
        return expected.keySet().stream().filter(parcel -> parcel.isBatch(batch)).limit(1).toList();
    }

    /** By its size: what is in it is looked at when it is read. */
    @Override
    public long expanded(Body batch) {
        return expected.keySet().stream().filter(parcel -> parcel.batch().size() == batch.size()).limit(1)
                .mapToLong(parcel -> parcel.mail().length).sum();
    }

    @Override
    public Unpacked read(Body batch) {
        List<BundledMail> mails = came(batch).stream().map(expected::get).toList();
        return mails.isEmpty()
                ? new Unpacked.Unusable(Unpacked.Fault.DAMAGED, "not what was sent")
                : new Unpacked.Mails(mails, () -> {});
    }

    @Override
    public void withoutHistory() {
        throw new IllegalStateException("a simulated site lacks nothing");
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

package org.packetboat.connectors.batch;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.link.Transfer;
import org.packetboat.protocols.bundle.BundleBytes;
import org.packetboat.protocols.bundle.Correspondence;
import org.packetboat.protocols.bundle.Reading;
import org.packetboat.protocols.bundle.Seal;
import org.packetboat.protocols.bundle.content.BodyInput;
import org.packetboat.protocols.bundle.packing.BundledMail;
import org.packetboat.protocols.bundle.packing.PackedBundle;
import org.packetboat.protocols.bundle.packing.Packer;
import org.packetboat.protocols.bundle.packing.Packing;
import org.packetboat.protocols.bundle.packing.Room;
import org.packetboat.protocols.bundle.packing.Unpacked;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The batches of one call: packs and reads them by a {@link Correspondence} on threads of the program, one after the
 * other, and keeps what was frozen in a folder. A sealed batch is held in memory twice while it is opened. Whatever
 * goes wrong is answered; after an {@link Error} the log decides whether the process goes on.
 */
final class FilePacker implements Packer {
    private static final Logger LOG = LoggerFactory.getLogger(FilePacker.class);
    private static final String NO_RECEIPT = "-";

    /** A batch of theirs, as it was read. */
    private record Opened(Body batch, Reading.Mails reading) {}

    private final String origin;
    private final Correspondence correspondence;
    private final long rate;
    private final FrozenFolder folder;
    private final Optional<Seal> seal;
    private final InTurn turn;
    private final Map<Unpacked.Mails, Opened> opened = new IdentityHashMap<>();

    /** @param origin who the far side is, for the log: {@code uucp:denver} */
    FilePacker(String origin, Correspondence correspondence, long rate, FrozenFolder folder, Optional<Seal> seal,
            InTurn turn) {
        this.origin = origin;
        this.correspondence = correspondence;
        this.rate = rate;
        this.folder = folder;
        this.seal = seal;
        this.turn = turn;
    }

    @Override
    public Room room() {
        return correspondence.room(rate);
    }

    @Override
    public List<PackedBundle> thawed() {
        return folder.all();
    }

    @Override
    public void freeze(List<Transfer> transfers, Consumer<Packing> answer) {
        inTurn(answer, Packing.Failed::new, () -> new Packing.Packed(frozen(transfers)));
    }

    private PackedBundle frozen(List<Transfer> transfers) {
        BundleBytes batch = correspondence.freeze(transfers, rate);
        BundleBytes sent = seal.map(s -> BundleBytes.of(s.seal(batch.toBytes()))).orElse(batch);
        PackedBundle frozen = folder.keep(sent, transfers.stream().map(PackedBundle::mark).toList());
        LOG.info("event=batch-frozen peer={} batch={} mails={} mail-bytes={} bytes={}", origin, frozen.id(),
                transfers.size(), transfers.stream().mapToLong(t -> t.body().size()).sum(), sent.size());
        return frozen;
    }

    @Override
    public void acknowledged(PackedBundle batch, Runnable done) {
        inTurn(_ -> done.run(), why -> why, () -> {
            folder.discard(batch.id());
            LOG.info("event=batch-delivered peer={} batch={}", origin, batch.id());
            if (content(batch.body()) instanceof Seal.Opened.Content(byte[] bytes)) {
                correspondence.acknowledged(BundleBytes.of(bytes));
            }
            return batch.id();
        });
    }

    @Override
    public void discard(PackedBundle batch) {
        inTurn(_ -> {}, why -> why, () -> {
            folder.discard(batch.id());
            if (content(batch.body()) instanceof Seal.Opened.Content(byte[] bytes)) {
                correspondence.discarded(BundleBytes.of(bytes));
            }
            return batch.id();
        });
    }

    @Override
    public void withoutHistory() {
        inTurn(_ -> {}, why -> why, () -> {
            correspondence.withoutHistory();
            return "none";
        });
    }

    @Override
    public void read(Body batch, Consumer<Unpacked> answer) {
        inTurn(answer, Unpacked.Failed::new, () -> {
            Unpacked unpacked = read(batch);
            if (unpacked instanceof Unpacked.Unusable unusable) {
                LOG.warn("event=batch-unusable peer={} bytes={} fault={} why=\"{}\"", origin, batch.size(),
                        unusable.fault(), unusable.why());
            }
            return unpacked;
        });
    }

    private Unpacked read(Body batch) {
        if (seal.isEmpty()) return unpacked(batch);
        return switch (content(batch)) {
            case Seal.Opened.Content(byte[] bytes) -> unpacked(BundleBytes.of(bytes));
            case Seal.Opened.OtherKey() -> new Unpacked.Unusable(Unpacked.Fault.KEY, "another key, or none");
            case Seal.Opened.Damaged(String why) -> new Unpacked.Unusable(Unpacked.Fault.DAMAGED, why);
        };
    }

    private Unpacked unpacked(Body batch) {
        return switch (correspondence.read(batch, origin)) {
            case Reading.Mails mails -> letters(batch, mails);
            case Reading.UnknownReference(var missing) ->
                new Unpacked.Unusable(Unpacked.Fault.REFERENCE, "lacking " + missing.size() + " references");
            case Reading.NotUnderstood(String what) -> new Unpacked.Unusable(Unpacked.Fault.UNKNOWN, what);
            case Reading.Damaged(String why) -> new Unpacked.Unusable(Unpacked.Fault.DAMAGED, why);
            case Reading.TooLarge(String why) -> new Unpacked.Unusable(Unpacked.Fault.LARGE, why);
        };
    }

    private Unpacked letters(Body batch, Reading.Mails mails) {
        List<BundledMail> letters = mails.mails().stream()
                .map(mail -> new BundledMail(mail.submission(), mail.body(), mail.wellFormed())).toList();
        Opened entry = new Opened(batch, mails);
        Unpacked.Mails unpacked = new Unpacked.Mails(letters, () -> giveBack(entry));
        opened.put(unpacked, entry);
        return unpacked;
    }

    private void giveBack(Opened entry) {
        inTurn(_ -> {}, why -> why, () -> {
            if (opened.values().remove(entry)) entry.reading.close();
            return "given back";
        });
    }

    @Override
    public void close() {
        inTurn(_ -> {}, why -> why, () -> {
            opened.values().forEach(entry -> entry.reading.close());
            opened.clear();
            return "closed";
        });
    }

    /** How many batches of theirs are read and not given back. */
    int held() {
        return opened.size();
    }

    private Seal.Opened content(Body batch) {
        byte[] bytes = BodyInput.bytes(batch);
        return seal.isEmpty() ? new Seal.Opened.Content(bytes) : seal.get().open(bytes);
    }

    @Override
    public void accepted(Unpacked.Mails mails, Runnable done) {
        inTurn(_ -> done.run(), why -> why, () -> {
            Opened batch = opened.get(mails);
            correspondence.accepted(batch.batch, batch.reading);
            LOG.info("event=batch-received peer={} mails={} bytes={}", origin, mails.mails().size(),
                    batch.batch.size());
            return "done";
        });
    }

    @Override
    public String receipt(String id) {
        return seal.map(s -> s.receipt(id)).orElse(NO_RECEIPT);
    }

    @Override
    public boolean isReceipt(String id, String word) {
        return seal.isEmpty() || seal.get().receipt(id).equals(word);
    }

    @Override
    public boolean isSealing() {
        return seal.isPresent();
    }

    @Override
    public boolean understandsDelays() {
        return correspondence.shared().delays();
    }

    @Override
    public boolean takesReports() {
        return correspondence.shared().reports();
    }

    /** Does this in its turn, and answers always, whatever becomes of it. */
    private <T> void inTurn(Consumer<? super T> answer, Function<String, ? extends T> failed, Supplier<T> work) {
        turn.run(() -> answer.accept(outcome(failed, work)));
    }

    private <T> T outcome(Function<String, ? extends T> failed, Supplier<T> work) {
        try {
            return work.get();
        } catch (RuntimeException trouble) {
            LOG.warn("event=batch-trouble peer={} why=\"{}\"", origin, trouble.toString());
            return failed.apply(String.valueOf(trouble.getMessage()));
        } catch (Error grave) {
            LOG.error("event=batch-trouble peer={}", origin, grave);
            return failed.apply(grave.toString());
        }
    }
}

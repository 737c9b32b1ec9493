package org.packetboat.protocols.bundle;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.link.Transfer;
import org.packetboat.protocols.bundle.codec.Coders;
import org.packetboat.protocols.bundle.codec.Effort;
import org.packetboat.protocols.bundle.content.BundleLimits;
import org.packetboat.protocols.bundle.content.ContentWriter;
import org.packetboat.protocols.bundle.history.History;
import org.packetboat.protocols.bundle.history.References;

/**
 * Mail by batches between this server and one other: fills, freezes and reads them, remembers what both sides have, and
 * counts what was saved. Mail that was frozen and not acknowledged can always be frozen anew, in whatever way: the keys
 * of its submissions make a repeat harmless. Used by one thread at a time, but for {@link #room}; freezing takes as
 * long as {@link Effort} tells, so it is not for the thread of a line.
 */
public final class Correspondence {
    private static final double FIRST_RATIO = 3.5;
    private static final double LEAST_RATIO = 1;
    private static final double MOST_RATIO = 8;

    private final String server;
    private final Ability shared;
    private final History history;
    private final BundleLimits limits;
    private final BundleWriter writer;
    private final BundleReader reader;
    private Savings sent = Savings.NONE;
    private Savings received = Savings.NONE;
    private volatile double ratio = FIRST_RATIO;
    private boolean useHistory = true;
    private final Map<String, byte[]> fresh = new HashMap<>();

    /**
     * @param server  our name, as it stands in {@code EHLO}
     * @param shared  what both sides can
     * @param coders  what packs and expands; all that are shared must be there
     * @param history what they have exchanged
     * @param limits  what is taken from the far side
     */
    public Correspondence(String server, Ability shared, Coders coders, History history, BundleLimits limits) {
        this.server = server;
        this.shared = shared;
        this.history = history;
        this.limits = limits;
        this.writer = new BundleWriter(shared, coders, history);
        this.reader = new BundleReader(coders, new References(history), limits);
    }

    /** What both sides can. */
    public Ability shared() {
        return shared;
    }

    /**
     * An empty batch to be filled.
     *
     * @param rate bytes per second of the line
     */
    public BundleRoom room(long rate) {
        return new BundleRoom(rate, ratio, limits);
    }

    /**
     * Makes a batch. Keep its bytes until the far side has answered.
     *
     * @param rate bytes per second of the line
     * @throws IllegalStateException if a message is no longer stored
     */
    public BundleBytes freeze(List<Transfer> transfers, long rate) {
        byte[] content = ContentWriter.write(server, transfers, shared.names());
        BundleWriter.Packed packed = writer.pack(content, Effort.of(rate, content.length), useHistory);
        long raw = transfers.stream().mapToLong(transfer -> transfer.body().size()).sum();
        Savings savings = Savings.of(packed.codec(), transfers.size(), raw, packed.batch().size());
        sent = sent.plus(savings);
        if (shared.history() > 0) fresh.put(packed.batch().id(), content);
        ratio = Math.clamp((ratio + savings.ratio()) / 2, LEAST_RATIO, MOST_RATIO);
        return packed.batch();
    }

    /**
     * Reads a batch of the far side, or one of our own out of the spool.
     *
     * @param origin where it came from, for the log: {@code uucp:denver}
     */
    public Reading read(Body batch, String origin) {
        return reader.read(batch, origin);
    }

    /**
     * The far side has taken in a batch of ours, on its word: later batches may be packed against it.
     *
     * @throws org.packetboat.engine.store.StoreException if the history can't be written; the batch is settled all the
     * same
     */
    public void acknowledged(BundleBytes batch) {
        if (shared.history() == 0) return;
        Optional<byte[]> known = Optional.ofNullable(fresh.remove(batch.id()));
        known.or(() -> reader.content(batch)).ifPresent(history::keep);
    }

    /** This batch of ours will not be acknowledged. */
    public void discarded(BundleBytes batch) {
        fresh.remove(batch.id());
    }

    /**
     * Every mail of this batch of theirs is taken in: to be called before they are told so, since what they pack next
     * may rely on it.
     *
     * @throws org.packetboat.engine.store.StoreException if the history can't be written; the batch is settled all the
     * same
     */
    public void accepted(Body batch, Reading.Mails mails) {
        long raw = mails.mails().stream().mapToLong(mail -> mail.body().size()).sum();
        received = received.plus(Savings.of(mails.codec(), mails.mails().size(), raw, batch.size()));
        if (shared.history() > 0) mails.content().whole().or(() -> reader.content(batch)).ifPresent(history::keep);
    }

    /** The far side lacks a reference: what is frozen from now on needs none. */
    public void withoutHistory() {
        useHistory = false;
    }

    /** What was frozen by this correspondence. */
    public Savings sent() {
        return sent;
    }

    /** What was accepted by this correspondence. */
    public Savings received() {
        return received;
    }
}

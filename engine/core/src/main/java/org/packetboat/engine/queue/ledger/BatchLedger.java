package org.packetboat.engine.queue.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.UnreadableMail;
import org.packetboat.engine.store.Batch;
import org.packetboat.engine.store.Family;
import org.packetboat.engine.store.Store;
import org.packetboat.engine.store.StoreException;
import org.packetboat.engine.store.UnreadableException;

/**
 * The ledger of big sends: a line for each envelope, written in the same batch as what it tells of, and kept when the
 * envelope has gone. How many sites have a big send is counted along and never found by scanning. May be read from any
 * thread.
 */
public final class BatchLedger {
    private static final EnvelopeId FIRST = new EnvelopeId(new QueueId(0), 0);

    private final Store store;
    private final UnreadableMail unreadable;
    private final StagedSends staged;

    /** @param unreadable told of lines that are damaged on disk; each counts as not there */
    public BatchLedger(Store store, UnreadableMail unreadable) {
        this.store = store;
        this.unreadable = unreadable;
        this.staged = new StagedSends(store, unreadable);
    }

    /** Those that go in stages, or are paused. */
    public StagedSends staged() {
        return staged;
    }

    /** What is counted of each big send. */
    enum Count {
        SITES, DELIVERED, LATE, FAILED, RELAYED
    }

    /** The big sends known, by name. */
    public List<BatchSummary> batches() {
        List<BatchSummary> found = new ArrayList<>();
        for (Optional<Line> first = first(LedgerKeys.START); first
                .isPresent(); first = first(LedgerKeys.end(first.get().batch())))
            found.add(summary(first.get().batch(), first.get().entry().accepted()));
        return found;
    }

    /** One of them; empty if it is not known. */
    public Optional<BatchSummary> batch(String name) {
        return first(LedgerKeys.entry(name, FIRST)).filter(line -> line.batch().equals(name))
                .map(line -> summary(name, line.entry().accepted()));
    }

    private BatchSummary summary(String name, Instant started) {
        return new BatchSummary(name, started, count(name, Count.SITES), count(name, Count.DELIVERED),
                count(name, Count.LATE), count(name, Count.FAILED), count(name, Count.RELAYED));
    }

    private long count(String name, Count what) {
        return store.count(LedgerKeys.count(name, what));
    }

    /** What became of each envelope of a big send, in the order of their acceptance. */
    public List<LedgerEntry> entries(String name) {
        List<LedgerEntry> found = new ArrayList<>();
        read(LedgerKeys.entry(name, FIRST), LedgerKeys.end(name), Integer.MAX_VALUE)
                .forEach(line -> found.add(line.entry()));
        return found;
    }

    /** What became of each envelope of one message of it, in order. */
    public List<LedgerEntry> entries(String name, QueueId message) {
        List<LedgerEntry> found = new ArrayList<>();
        read(LedgerKeys.entry(name, new EnvelopeId(message, 0)),
                LedgerKeys.entry(name, new EnvelopeId(new QueueId(message.number() + 1), 0)), Integer.MAX_VALUE)
                .forEach(line -> found.add(line.entry()));
        return found;
    }

    /** What became of an envelope; empty if there is no line of it, or it can't be read. */
    public Optional<LedgerEntry> entry(String name, EnvelopeId id) {
        byte[] key = LedgerKeys.entry(name, id);
        try {
            return store.get(Family.LEDGER, key).flatMap(bytes -> line(key, bytes)).map(Line::entry);
        } catch (StoreException e) {
            note(e);
            return Optional.empty();
        }
    }

    /** Opens a line. */
    void open(Batch batch, String name, LedgerEntry entry) {
        put(batch, name, entry);
        batch.add(LedgerKeys.count(name, Count.SITES), 1);
    }

    /** Changes a line. */
    void change(Batch batch, String name, LedgerEntry before, LedgerEntry after) {
        put(batch, name, after);
        if (!before.isOpen()) count(batch, name, before, -1);
        if (!after.isOpen()) count(batch, name, after, 1);
    }

    /** Takes out the line of what another edition has replaced: it is no site of this big send any more. */
    void drop(Batch batch, String name, LedgerEntry entry) {
        batch.delete(Family.LEDGER, LedgerKeys.entry(name, entry.id()));
        batch.add(LedgerKeys.count(name, Count.SITES), -1);
        if (!entry.isOpen()) count(batch, name, entry, -1);
    }

    private static void put(Batch batch, String name, LedgerEntry entry) {
        batch.put(Family.LEDGER, LedgerKeys.entry(name, entry.id()), LedgerCodec.encode(entry));
    }

    private static void count(Batch batch, String name, LedgerEntry settled, int sign) {
        Count where = settled.hasFailed() ? Count.FAILED : settled.isRelayed() ? Count.RELAYED : Count.DELIVERED;
        batch.add(LedgerKeys.count(name, where), sign);
        boolean late = where == Count.DELIVERED && settled.isLate(settled.accepted());
        if (late) batch.add(LedgerKeys.count(name, Count.LATE), sign);
    }

    /**
     * Forgets lines that were accepted before a time and are settled.
     *
     * @param most how many at once
     * @return how many there were; if as many as asked for, there may be more
     * @throws StoreException if the disk does not take it
     */
    public int forget(Instant before, int most) {
        Batch batch = new Batch();
        int forgotten = 0;
        Optional<Line> line = first(LedgerKeys.START);
        while (line.isPresent() && forgotten < most) {
            Line at = line.get();
            if (!at.entry().accepted().isBefore(before)) {
                line = first(LedgerKeys.end(at.batch()));
            } else {
                if (!at.entry().isOpen()) {
                    drop(batch, at.batch(), at.entry());
                    forgotten++;
                }
                line = first(LedgerKeys.after(at.key()));
            }
        }
        if (forgotten > 0) store.stage(batch);
        return forgotten;
    }

    /** A line as it stands in the store. */
    private record Line(byte[] key, String batch, LedgerEntry entry) {}

    private Optional<Line> first(byte[] from) {
        return read(from, LedgerKeys.END, 1).stream().findFirst();
    }

    /** The lines that can be read, up to a damaged block. */
    private List<Line> read(byte[] from, byte[] to, int most) {
        List<Line> found = new ArrayList<>();
        try (Store.Cursor cursor = store.scan(Family.LEDGER, from, to)) {
            while (found.size() < most && cursor.next())
                line(cursor.key(), cursor.value()).ifPresent(found::add);
        } catch (UnreadableException e) {
            note(e);
        }
        return found;
    }

    private Optional<Line> line(byte[] key, byte[] value) {
        try {
            LedgerEntry entry = LedgerCodec.decode(LedgerKeys.id(key), value);
            return Optional.of(new Line(key, LedgerKeys.bigSend(key), entry));
        } catch (RuntimeException e) {
            note(e);
            return Optional.empty();
        }
    }

    private void note(RuntimeException damage) {
        unreadable.note("a line in the ledger of big sends", UnreadableMail.reason(damage));
    }
}

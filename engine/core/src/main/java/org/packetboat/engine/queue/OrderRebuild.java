package org.packetboat.engine.queue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.queue.codec.EnvelopeCodec;
import org.packetboat.engine.store.DamagedScan;
import org.packetboat.engine.store.Family;
import org.packetboat.engine.store.Store;

/**
 * Makes the order of one domain's queue anew, of which a block is damaged: its envelopes say where they stand. Goes
 * through all envelopes that can be read, some in each step, and each step is a batch. Two rounds: the first takes the
 * old order away and writes the new one; the second, begun when that is on disk, adds those that came in meanwhile and
 * takes away places whose envelopes have gone. The domain is marked from the first batch to the last, so that a start
 * after a crash begins anew. Used by the node only.
 */
public final class OrderRebuild implements DamagedScan.Entries, AutoCloseable {
    private static final int READ_AT_ONCE = 20_000;
    private static final int WRITTEN_AT_ONCE = 2_000;

    private final MailQueue queue;
    private final Domain domain;
    private final Predicate<EnvelopeId> inFlight;
    private final Set<EnvelopeId> found = new LinkedHashSet<>();
    private Deque<EnvelopeId> left = new ArrayDeque<>();
    private Optional<Store.Cursor> cursor = Optional.empty();
    private Round round = Round.ANEW;
    private byte[] from = Keys.nothing();
    private boolean collected;
    private boolean begun;
    private int read;
    private long places;

    private enum Round {
        ANEW, AGAIN, OVER
    }

    /** @param inFlight envelopes with which something is being done that is not on disk yet */
    public OrderRebuild(MailQueue queue, Domain domain, Predicate<EnvelopeId> inFlight) {
        this.queue = queue;
        this.domain = domain;
        this.inFlight = inFlight;
    }

    /** The domains of which that was begun and not ended. */
    static List<Domain> unfinished(Store store) {
        List<Domain> marked = new ArrayList<>();
        store.scan(Family.META, Keys.ORDER_MARK, Keys.ORDER_MARK_END)
                .forEach((key, _) -> marked.add(Keys.markedOrder(key)));
        return marked;
    }

    public Domain domain() {
        return domain;
    }

    /** How many envelopes have their places again. */
    public long places() {
        return places;
    }

    public boolean isOver() {
        return round == Round.OVER;
    }

    /** Does the next piece, which counts when the batch is on disk: before that it is not called again. */
    public void step(QueueBatch batch) {
        if (!collected) collect();
        else if (round == Round.ANEW) place(batch);
        else placeMissing(batch);
    }

    private void collect() {
        read = 0;
        DamagedScan.visit(this, this::see);
        close();
        if (read < READ_AT_ONCE) {
            collected = true;
            left = new ArrayDeque<>(found);
        }
    }

    private void see(byte[] key, byte[] value) {
        read++;
        from = Keys.after(key);
        try {
            if (EnvelopeCodec.decode(value).destination().equals(domain)) found.add(Keys.envelopeId(key, 0));
        } catch (RuntimeException unreadable) {
            return; // it has no place, as if it were gone; salvage brings up what is left of it
        }
    }

    private void place(QueueBatch batch) {
        if (!begun) batch.forgetOrder(domain);
        begun = true;
        for (int i = 0; i < WRITTEN_AT_ONCE && !left.isEmpty(); i++)
            queue.envelope(left.remove()).ifPresent(envelope -> place(envelope, batch));
        if (left.isEmpty()) again();
    }

    private void place(Envelope envelope, QueueBatch batch) {
        batch.place(envelope);
        places++;
    }

    private void again() {
        round = Round.AGAIN;
        collected = false;
        found.clear();
        from = Keys.nothing();
    }

    private void placeMissing(QueueBatch batch) {
        for (int i = 0; i < WRITTEN_AT_ONCE && !left.isEmpty(); i++) {
            Optional<Envelope> one = Optional.of(left.remove()).filter(id -> !inFlight.test(id))
                    .flatMap(queue::envelope);
            one.filter(envelope -> !hasPlace(envelope)).ifPresent(envelope -> place(envelope, batch));
        }
        if (!left.isEmpty()) return;
        dropGhosts(batch);
        batch.orderIsWhole(domain);
        round = Round.OVER;
    }

    private boolean hasPlace(Envelope e) {
        return queue.store().get(Family.ORDER, Keys.order(domain, e.priority(), e.id())).isPresent();
    }

    private boolean isStored(EnvelopeId id) {
        return queue.store().get(Family.ENVELOPES, Keys.envelope(id)).isPresent();
    }

    /** An envelope that left the queue while its place was being written. */
    private void dropGhosts(QueueBatch batch) {
        OrderCursor walk = queue.walk(domain);
        for (Optional<OrderEntry> at = walk.peek(); at.isPresent(); at = walk.peek()) {
            EnvelopeId id = at.get().id();
            if (!found.contains(id) && !inFlight.test(id) && !isStored(id)) batch.forgetPlace(domain, at.get());
            walk.skip();
        }
    }

    @Override
    public boolean seek(long number) {
        close();
        byte[] at = Keys.message(new QueueId(number));
        cursor = Optional.of(queue.store().scan(Family.ENVELOPES, Arrays.compareUnsigned(at, from) < 0 ? from : at,
                Keys.message(new QueueId(Long.MAX_VALUE))));
        return next();
    }

    @Override
    public boolean next() {
        return read < READ_AT_ONCE && cursor.orElseThrow().next();
    }

    @Override
    public byte[] key() {
        return cursor.orElseThrow().key();
    }

    @Override
    public byte[] value() {
        return cursor.orElseThrow().value();
    }

    @Override
    public void close() {
        cursor.ifPresent(Store.Cursor::close);
        cursor = Optional.empty();
    }
}

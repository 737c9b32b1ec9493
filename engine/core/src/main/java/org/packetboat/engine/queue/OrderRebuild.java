package org.packetboat.engine.queue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.queue.codec.EnvelopeCodec;
import org.packetboat.engine.store.CursorEntries;
import org.packetboat.engine.store.DamagedScan;
import org.packetboat.engine.store.Family;
import org.packetboat.engine.store.Store;
import org.packetboat.engine.store.UnreadableException;

/**
 * Makes the order of the queue anew, of which a block is damaged: the envelopes say where they stand. All domains are
 * seen to, since a block holds places of several. The old order is taken away with its files; then all envelopes that
 * can be read are gone through twice, some in each step, each step a batch. The first time each gets its place. The
 * second time, begun when that is on disk, those that changed meanwhile get theirs; then places go whose envelopes have
 * gone. Those with which something is being done are waited for. The queue is marked from the first batch to the last,
 * so that a start after a crash begins anew. Used by the node only.
 */
public final class OrderRebuild extends CursorEntries {
    private static final int READ_AT_ONCE = 20_000;
    private static final int WRITTEN_AT_ONCE = 2_000;

    private enum Round {
        MARK, FORGET, PLACE, PLACE_CHANGED, DROP_GHOSTS, WAIT, OVER
    }

    private final MailQueue queue;
    private final Predicate<EnvelopeId> inFlight;
    /** Those that were in flight when they were looked at last. */
    private final Set<EnvelopeId> late = new HashSet<>();
    private Round round = Round.MARK;
    private byte[] from = Keys.nothing();
    private byte[] ghostsFrom = Keys.nothing();
    private QueueBatch batch;
    private int read;
    private int written;
    private long places;
    private boolean gaps;

    /** @param inFlight envelopes with which something is being done that is not on disk yet */
    public OrderRebuild(MailQueue queue, Predicate<EnvelopeId> inFlight) {
        this.queue = queue;
        this.inFlight = inFlight;
    }

    /** Whether that was begun and not ended. Earlier versions marked single domains. */
    static boolean isUnfinished(Store store) {
        try (Store.Cursor marks = store.scan(Family.META, Keys.ORDER_MARK, Keys.ORDER_MARK_END)) {
            return marks.next();
        }
    }

    /** How many places were written. */
    public long places() {
        return places;
    }

    /** Whether some envelopes can't be read, of any domain: what is left of them is for {@code salvage}. */
    public boolean hasGaps() {
        return gaps;
    }

    public boolean isOver() {
        return round == Round.OVER;
    }

    /** Whether all is done but for envelopes that are in flight. */
    public boolean isWaiting() {
        return round == Round.WAIT;
    }

    /** Does the next piece, which counts when the batch is on disk: before that it is not called again. */
    public void step(QueueBatch next) {
        batch = next;
        read = 0;
        written = 0;
        switch (round) {
            case MARK -> {
                batch.raw().put(Family.META, Keys.ORDER_MARK, Keys.nothing());
                round = Round.FORGET;
            }
            case FORGET -> {
                queue.store().renew(Family.ORDER);
                round = Round.PLACE;
                placeSome(Round.PLACE_CHANGED);
            }
            case PLACE -> placeSome(Round.PLACE_CHANGED);
            case PLACE_CHANGED -> placeSome(Round.DROP_GHOSTS);
            case DROP_GHOSTS -> dropGhosts();
            case WAIT -> placeLate();
            case OVER -> throw new IllegalStateException("the order is whole");
        }
    }

    private void placeSome(Round then) {
        gaps |= DamagedScan.visit(this, this::see) > 0;
        close();
        if (isFull()) return;
        round = then;
        from = Keys.nothing();
    }

    private void see(byte[] key, byte[] value) {
        read++;
        from = Keys.after(key);
        if (isEnvelope(value)) place(Keys.envelopeId(key, 0));
        else gaps = true;
    }

    private static boolean isEnvelope(byte[] value) {
        try {
            EnvelopeCodec.decode(value);
            return true;
        } catch (RuntimeException unreadable) {
            return false;
        }
    }

    private void place(EnvelopeId id) {
        if (inFlight.test(id)) {
            late.add(id);
            return;
        }
        late.remove(id);
        queue.envelope(id).filter(envelope -> !hasPlace(envelope)).ifPresent(envelope -> {
            giveItsPlace(envelope);
            places++;
            written++;
        });
    }

    private void giveItsPlace(Envelope e) {
        batch.raw().put(Family.ORDER, Keys.order(e.destination(), e.priority(), e.id()), OrderEntry.encode(e));
        batch.onDurable(() -> queue.waits(e));
    }

    private boolean hasPlace(Envelope e) {
        try {
            return queue.store().get(Family.ORDER, Keys.order(e.destination(), e.priority(), e.id()))
                    .filter(stored -> Arrays.equals(stored, OrderEntry.encode(e))).isPresent();
        } catch (UnreadableException damaged) {
            return false;
        }
    }

    private boolean isStored(EnvelopeId id) {
        return queue.store().get(Family.ENVELOPES, Keys.envelope(id)).isPresent();
    }

    /** An envelope that left the queue while its place was being written. */
    private void dropGhosts() {
        try (Store.Cursor places = queue.store().scan(Family.ORDER, ghostsFrom, Keys.END)) {
            while (places.next()) {
                if (isFull()) return;
                read++;
                ghostsFrom = Keys.after(places.key());
                EnvelopeId id = Keys.orderId(places.key());
                if (!inFlight.test(id) && !isStored(id)) batch.raw().delete(Family.ORDER, places.key());
            }
        }
        placeLate();
    }

    private void placeLate() {
        List.copyOf(late).forEach(this::place);
        round = late.isEmpty() ? Round.OVER : Round.WAIT;
        if (isOver()) batch.raw().deleteRange(Family.META, Keys.ORDER_MARK, Keys.ORDER_MARK_END);
    }

    @Override
    protected Store.Cursor from(byte[] key) {
        return queue.store().scan(Family.ENVELOPES, Keys.later(from, key),
                Keys.message(new QueueId(Long.MAX_VALUE)));
    }

    @Override
    protected boolean isFull() {
        return read >= READ_AT_ONCE || written >= WRITTEN_AT_ONCE;
    }
}

package org.packetboat.engine.queue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.packetboat.engine.mail.Domain;
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
 * Makes the order of one domain's queue anew, of which a block is damaged: its envelopes say where they stand. The old
 * order is taken away; then all envelopes that can be read are gone through twice, some in each step, each step a
 * batch. The first time each gets its place. The second time, begun when that is on disk, those that changed meanwhile
 * get theirs; then places go whose envelopes have gone. Those with which something is being done are waited for. The
 * domain is marked from the first batch to the last, so that a start after a crash begins anew. Used by the node only.
 */
public final class OrderRebuild extends CursorEntries {
    private static final int READ_AT_ONCE = 20_000;
    private static final int WRITTEN_AT_ONCE = 2_000;

    private enum Round {
        FORGET, PLACE, PLACE_CHANGED, DROP_GHOSTS, WAIT, OVER
    }

    private final MailQueue queue;
    private final Domain domain;
    private final Predicate<EnvelopeId> inFlight;
    /** Those that were in flight when they were looked at last. */
    private final Set<EnvelopeId> late = new HashSet<>();
    private Round round = Round.FORGET;
    private byte[] from = Keys.nothing();
    private Optional<Position> ghostsFrom = Optional.empty();
    private QueueBatch batch;
    private int read;
    private int written;
    private long places;
    private boolean gaps;

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
            case FORGET -> {
                batch.forgetOrder(domain);
                round = Round.PLACE;
            }
            case PLACE -> placeSome(Round.PLACE_CHANGED);
            case PLACE_CHANGED -> placeSome(Round.DROP_GHOSTS);
            case DROP_GHOSTS -> dropGhosts();
            case WAIT -> placeLate();
            case OVER -> throw new IllegalStateException("the order of " + domain + " is whole");
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
        if (isMeant(value)) place(Keys.envelopeId(key, 0));
    }

    private boolean isMeant(byte[] value) {
        try {
            return EnvelopeCodec.decode(value).destination().equals(domain);
        } catch (RuntimeException unreadable) {
            gaps = true;
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
            batch.place(envelope);
            places++;
            written++;
        });
    }

    private boolean hasPlace(Envelope e) {
        try {
            return queue.store().get(Family.ORDER, Keys.order(domain, e.priority(), e.id()))
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
        OrderCursor walk = ghostsFrom.map(at -> queue.walk(domain, at)).orElseGet(() -> queue.walk(domain));
        for (Optional<OrderEntry> at = walk.peek(); at.isPresent(); at = walk.peek()) {
            ghostsFrom = Optional.of(new Position(at.get().priority(), at.get().id()));
            if (isFull()) return;
            read++;
            if (!inFlight.test(at.get().id()) && !isStored(at.get().id())) batch.forgetPlace(domain, at.get());
            walk.skip();
        }
        placeLate();
    }

    private void placeLate() {
        List.copyOf(late).forEach(this::place);
        round = late.isEmpty() ? Round.OVER : Round.WAIT;
        if (isOver()) batch.orderIsWhole(domain);
    }

    @Override
    protected Store.Cursor from(long number) {
        byte[] at = Keys.message(new QueueId(number));
        return queue.store().scan(Family.ENVELOPES, Arrays.compareUnsigned(at, from) < 0 ? from : at,
                Keys.message(new QueueId(Long.MAX_VALUE)));
    }

    @Override
    protected boolean isFull() {
        return read >= READ_AT_ONCE || written >= WRITTEN_AT_ONCE;
    }
}

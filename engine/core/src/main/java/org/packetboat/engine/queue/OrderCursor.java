package org.packetboat.engine.queue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Priority;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.UnreadableMail;
import org.packetboat.engine.store.Family;
import org.packetboat.engine.store.Store;
import org.packetboat.engine.store.UnreadableException;

/**
 * A walk along a domain's queue that goes forward only, a page at a time, so that the gaps which delivered mail leaves
 * behind are crossed once and not at each step. It ends before a damaged block, which is noted: the order is made
 * anew then ({@link OrderRebuild}), and the walk is told of what has its place again. Used by one thread.
 */
public final class OrderCursor {
    private static final int PAGE = 256;
    /** So many steps cost less than another look. */
    private static final int SHORT_ROW = 8;
    private static final EnvelopeId FIRST_ID = new EnvelopeId(new QueueId(0), 0);

    private final Store store;
    private final UnreadableMail unreadable;
    private final byte[] end;
    private final Domain domain;
    private final Deque<OrderEntry> page = new ArrayDeque<>();
    /** Nothing before this key is still to be shown. */
    private byte[] resume;
    /** Where the next page begins: what lies between {@link #resume} and here is in {@link #page}. */
    private byte[] from;
    private boolean exhausted;
    private boolean damaged;

    /** @param unreadable told of damage */
    OrderCursor(Store store, Domain domain, UnreadableMail unreadable) {
        this.store = store;
        this.unreadable = unreadable;
        this.domain = domain;
        this.resume = Keys.orderStart(domain);
        this.from = resume;
        this.end = Keys.orderEnd(domain);
    }

    /** The same, beginning at a place. */
    OrderCursor(Store store, Domain domain, UnreadableMail unreadable, Position first) {
        this(store, domain, unreadable);
        this.resume = Keys.order(domain, first.priority(), first.id());
        this.from = resume;
    }

    /** The next entry, without going past it. */
    public Optional<OrderEntry> peek() {
        if (page.isEmpty() && !exhausted) fill();
        return Optional.ofNullable(page.peek());
    }

    /** Goes past the entry that {@link #peek} showed. */
    public void skip() {
        OrderEntry entry = page.remove();
        resume = Keys.after(Keys.order(domain, entry.priority(), entry.id()));
    }

    /** Whether it met a damaged block, at which it ends: what stands behind it is not shown. */
    public boolean isDamaged() {
        return damaged;
    }

    /** Sees to it that what came in, or was changed, at that place is shown (again). Nothing else is left out. */
    public void backTo(Position place) {
        byte[] key = Keys.order(domain, place.priority(), place.id());
        exhausted = false;
        damaged = false;
        if (Arrays.compareUnsigned(key, from) >= 0) return;
        if (Arrays.compareUnsigned(key, resume) < 0) resume = key;
        page.clear();
        from = resume;
    }

    private void fill() {
        try (Store.Cursor cursor = store.scan(Family.ORDER, from, end)) {
            while (page.size() < PAGE && cursor.next()) {
                page.add(OrderEntry.decode(cursor.key(), cursor.value()));
                from = Keys.after(cursor.key());
            }
            exhausted = page.size() < PAGE; // most queues are short: they are not looked at twice
        } catch (UnreadableException e) {
            noteDamage(e);
            exhausted = page.isEmpty();
        }
    }

    /** The places from here to the end that are taken by a message. */
    public List<OrderEntry> of(QueueId message) {
        List<OrderEntry> found = new ArrayList<>();
        for (Optional<OrderEntry> at = peek(); at.isPresent(); at = peek()) {
            if (at.get().id().message().equals(message)) found.add(at.get());
            skip();
        }
        return found;
    }

    /** Up to so many envelopes from here on, while they have this priority. @param stored looks for an envelope */
    List<Envelope> row(Priority priority, int most, Function<EnvelopeId, Optional<Envelope>> stored) {
        List<Envelope> found = new ArrayList<>();
        for (Optional<OrderEntry> at = peek(); at.isPresent() && found.size() < most; at = peek()) {
            if (!at.get().priority().equals(priority)) break;
            stored.apply(at.get().id()).ifPresent(found::add);
            skip();
        }
        return found;
    }

    /** The first place of each priority. Most queues are short: a second look is taken only behind a long row. */
    public List<EnvelopeId> firstOfEachPriority() {
        List<EnvelopeId> found = new ArrayList<>();
        int left = Priority.HIGHEST;
        try {
            while (left >= Priority.LOWEST)
                left = firstOnes(Keys.order(domain, new Priority(left), FIRST_ID), found, left);
        } catch (UnreadableException e) {
            noteDamage(e);
        }
        return found;
    }

    /** @return the highest priority of which none was looked for yet */
    private int firstOnes(byte[] at, List<EnvelopeId> found, int highest) {
        int left = highest;
        try (Store.Cursor cursor = store.scan(Family.ORDER, at, end)) {
            for (int steps = 0; steps < SHORT_ROW; steps++) {
                if (!cursor.next()) return Priority.LOWEST - 1;
                int priority = Keys.orderPriority(cursor.key()).value();
                if (priority > left) continue;
                found.add(Keys.orderId(cursor.key()));
                left = priority - 1;
            }
        }
        return left;
    }

    private void noteDamage(UnreadableException e) {
        damaged = true;
        unreadable.noteOrder(domain, String.valueOf(e.getMessage()));
    }
}

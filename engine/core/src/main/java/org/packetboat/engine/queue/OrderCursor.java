package org.packetboat.engine.queue;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import org.packetboat.engine.mail.Domain;
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
        } catch (UnreadableException e) {
            damaged = true;
            unreadable.noteOrder(domain, String.valueOf(e.getMessage()));
        }
        exhausted = page.isEmpty();
    }

}

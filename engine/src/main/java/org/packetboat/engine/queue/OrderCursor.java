package org.packetboat.engine.queue;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.store.Family;
import org.packetboat.engine.store.Store;

/**
 * A walk along a domain's queue that goes forward only, a page at a time, so that the gaps which delivered mail leaves
 * behind are crossed once and not at each step. Used by one thread.
 */
public final class OrderCursor {
    private static final int PAGE = 256;

    private final Store store;
    private final Domain domain;
    private final Deque<OrderEntry> page = new ArrayDeque<>();
    private Optional<Position> passed = Optional.empty();
    private byte[] from;
    private boolean exhausted;

    OrderCursor(Store store, Domain domain) {
        this.store = store;
        this.domain = domain;
        this.from = Keys.orderStart(domain);
    }

    /** The next entry, without going past it. */
    public Optional<OrderEntry> peek() {
        if (page.isEmpty() && !exhausted) fill();
        return Optional.ofNullable(page.peek());
    }

    /** Goes past the entry that {@link #peek} showed. */
    public void skip() {
        OrderEntry entry = page.remove();
        passed = Optional.of(new Position(entry.priority(), entry.id()));
    }

    /** Goes back, if it is past that place, so that what came in there is seen. */
    public void backTo(Position place) {
        if (passed.isPresent() && passed.get().compareTo(place) < 0) {
            if (page.isEmpty()) exhausted = false;
            return;
        }
        page.clear();
        passed = Optional.empty();
        from = Keys.order(domain, place.priority(), place.id());
        exhausted = false;
    }

    private void fill() {
        try (Store.Cursor cursor = store.scan(Family.ORDER, from, Keys.orderEnd(domain))) {
            while (page.size() < PAGE && cursor.next()) {
                page.add(OrderEntry.decode(cursor.key(), cursor.value()));
                from = after(cursor.key());
            }
        }
        exhausted = page.isEmpty();
    }

    private static byte[] after(byte[] key) {
        return Arrays.copyOf(key, key.length + 1);
    }
}

package org.packetboat.engine.queue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.packetboat.engine.mail.UnreadableMail;
import org.packetboat.engine.store.CursorEntries;
import org.packetboat.engine.store.DamagedScan;
import org.packetboat.engine.store.Family;
import org.packetboat.engine.store.Store;
import org.packetboat.engine.time.AgeClock;

/** The timers between two times. Those in a damaged block are passed over, and that is noted; those of
 * a kind that this version does not know stay for one that does. */
final class StoredTimers extends CursorEntries {
    private final Store store;
    private final AgeClock clock;
    private final byte[] from;
    private final byte[] end;
    private final List<Timer> found = new ArrayList<>();
    private int most;

    /** @param from in age time @param to the last instant meant, in age time */
    StoredTimers(Store store, AgeClock clock, Instant from, Instant to) {
        this.clock = clock;
        this.store = store;
        this.from = Keys.number(Keys.millis(from));
        this.end = Keys.number(Keys.millis(to) + 1);
    }

    /** @param unreadable told of gaps */
    List<Timer> first(int count, UnreadableMail unreadable) {
        most = count;
        long gaps = DamagedScan.visit(this, (key, value) -> Timer.decode(key, value, clock).ifPresent(found::add));
        if (gaps > 0) {
            unreadable.note("some of the queue's timers", "a damaged block; salvage brings up what is readable");
        }
        return found;
    }

    @Override
    protected Store.Cursor from(byte[] key) {
        return store.scan(Family.TIMERS, Keys.later(from, key), end);
    }

    @Override
    protected boolean isFull() {
        return found.size() >= most;
    }
}

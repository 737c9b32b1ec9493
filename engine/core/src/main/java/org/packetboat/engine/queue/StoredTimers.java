package org.packetboat.engine.queue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.packetboat.engine.mail.UnreadableMail;
import org.packetboat.engine.store.DamagedScan;
import org.packetboat.engine.store.Family;
import org.packetboat.engine.store.Store;
import org.packetboat.engine.time.AgeClock;

/** The timers between two times. Those in a damaged block are passed over, and that is noted; those of
 * a kind that this version does not know stay for one that does. */
final class StoredTimers implements DamagedScan.Entries, AutoCloseable {
    private final Store store;
    private final AgeClock clock;
    private final long from;
    private final byte[] end;
    private final List<Timer> found = new ArrayList<>();
    private Optional<Store.Cursor> cursor = Optional.empty();
    private int most;

    /** @param from in age time @param to the last instant meant, in age time */
    StoredTimers(Store store, AgeClock clock, Instant from, Instant to) {
        this.clock = clock;
        this.store = store;
        this.from = Keys.millis(from);
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
    public boolean seek(long number) {
        close();
        cursor = Optional.of(store.scan(Family.TIMERS, Keys.number(Math.max(from, number)), end));
        return next();
    }

    @Override
    public boolean next() {
        return found.size() < most && cursor.orElseThrow().next();
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

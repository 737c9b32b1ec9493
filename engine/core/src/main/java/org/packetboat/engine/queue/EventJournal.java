package org.packetboat.engine.queue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.packetboat.engine.queue.codec.EventCodec;
import org.packetboat.engine.status.EventReader;
import org.packetboat.engine.status.EventSource;
import org.packetboat.engine.status.NumberedEvent;
import org.packetboat.engine.status.ReaderStanding;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.store.Batch;
import org.packetboat.engine.store.Family;
import org.packetboat.engine.store.Store;
import org.packetboat.engine.store.StoreException;

/**
 * The events that are kept until all readers have them. They are numbered when their batch is handed to the store;
 * since batches of several threads overtake each other between the two, readers stop before the lowest number whose
 * batch isn't answered yet. What every reader has is deleted, in ranges.
 *
 * <p>A reader that stays away holds back so many events and no more: then the oldest go, and it is told how many.
 */
public final class EventJournal implements EventSource {
    /** About a gigabyte. */
    static final long USUAL_KEEP = 10_000_000;
    private static final int TRIM = 10_000;
    private static final int COUNTED = 100_000;

    private final Store store;
    private final Numbers numbers;
    private final long keep;
    private final Map<String, Long> positions = new ConcurrentHashMap<>();
    private final Set<Reader> open = ConcurrentHashMap.newKeySet();
    /** The first number of each batch that is not answered yet. */
    private final NavigableSet<Long> inFlight = new TreeSet<>();
    private volatile long kept;

    /**
     * Opens what is there.
     *
     * @param keep  the most events held back for a reader
     * @param begin the first number in a new folder
     */
    EventJournal(Store store, long keep, FolderEpoch begin) {
        this.store = store;
        this.keep = keep;
        if (store.get(Family.META, Keys.EVENTS).isEmpty())
            store.stage(new Batch().put(Family.META, Keys.KEPT, Keys.number(begin.number())));
        this.numbers = new Numbers(store, Keys.EVENTS, begin);
        this.kept = store.get(Family.META, Keys.KEPT).map(EventJournal::number).orElse(1L);
        byte[] first = Keys.told("");
        store.scan(Family.META, first, Keys.utf8("told\1")).forEach((key, value) -> positions
                .put(new String(key, first.length, key.length - first.length, StandardCharsets.UTF_8), number(value)));
    }

    private static long number(byte[] value) {
        return ByteBuffer.wrap(value).getLong();
    }

    /** Whether anybody wants events kept. */
    boolean isRead() {
        return !positions.isEmpty();
    }

    /**
     * Adds events to a batch that is about to be committed.
     *
     * @return what to run once the batch is answered, whether durable or not
     * @throws StoreException if there is no number for them, see {@link Numbers}; nothing was added then
     */
    Runnable add(Batch batch, List<StatusEvent> events) {
        if (events.isEmpty() || !isRead()) return () -> {};
        long first = begin(events.size());
        for (int i = 0; i < events.size(); i++)
            batch.put(Family.EVENTS, Keys.number(first + i), EventCodec.encode(events.get(i)));
        return () -> end(first);
    }

    private long begin(int count) {
        long first;
        synchronized (inFlight) {
            first = numbers.next(count);
            inFlight.add(first);
        }
        if (first - kept > keep + TRIM) trim(first - keep);
        return first;
    }

    private void end(long first) {
        synchronized (inFlight) {
            inFlight.remove(first);
        }
        open.forEach(reader -> reader.arrived.run());
    }

    /** All events before this number are answered: they are in the store, or never will be. */
    private long answered() {
        synchronized (inFlight) {
            return inFlight.isEmpty() ? numbers.peek() : inFlight.first();
        }
    }

    @Override
    public EventReader reader(String name, Runnable arrived) {
        if (name.isEmpty()) throw new IllegalArgumentException("a reader without a name");
        if (!positions.containsKey(name)) move(name, answered());
        Reader reader = new Reader(name, arrived);
        open.add(reader);
        return reader;
    }

    @Override
    public List<ReaderStanding> readers() {
        return positions.keySet().stream().sorted().map(this::standing).toList();
    }

    /** Counts what there is, since numbers are left out after a crash; of very many the numbers tell well enough. */
    private ReaderStanding standing(String name) {
        long next = positions.get(name);
        long end = answered();
        Optional<Instant> since = Optional.empty();
        long count = 0;
        try (Store.Cursor cursor = store.scan(Family.EVENTS, Keys.number(next), Keys.number(end))) {
            for (; count < COUNTED && cursor.next(); count++)
                if (count == 0) since = Optional.of(EventCodec.decode(cursor.value()).at());
        }
        return new ReaderStanding(name, next, count < COUNTED ? count : end - Math.max(next, kept), since,
                isOpen(name));
    }

    private boolean isOpen(String name) {
        return open.stream().anyMatch(reader -> reader.name.equals(name));
    }

    @Override
    public long mostKept() {
        return keep;
    }

    @Override
    public void forget(String name) {
        if (isOpen(name)) {
            throw new IllegalStateException("the event reader " + name
                    + " is in use; take what reads by it out of the configuration first");
        }
        if (!positions.containsKey(name)) return;
        store.stage(new Batch().delete(Family.META, Keys.told(name)));
        positions.remove(name);
        trim(passed());
    }

    private void move(String name, long next) {
        store.stage(new Batch().put(Family.META, Keys.told(name), Keys.number(next)));
        positions.put(name, next);
    }

    /** Every reader has the events before this number. */
    private long passed() {
        return positions.values().stream().mapToLong(Long::longValue).min().orElseGet(this::answered);
    }

    /** Deletes the events before this number. If the disk doesn't take it, the next call does. */
    private synchronized void trim(long before) {
        if (before <= kept) return;
        try {
            store.stage(new Batch().deleteRange(Family.EVENTS, Keys.number(kept), Keys.number(before))
                    .put(Family.META, Keys.KEPT, Keys.number(before)));
            kept = before;
        } catch (StoreException e) {
            return; // they stay a little longer
        }
    }

    private final class Reader implements EventReader {
        private final String name;
        private final Runnable arrived;
        private long next;

        Reader(String name, Runnable arrived) {
            this.name = name;
            this.arrived = arrived;
            this.next = positions.get(name);
        }

        @Override
        public List<NumberedEvent> read(int most) {
            List<NumberedEvent> events = new ArrayList<>();
            try (Store.Cursor cursor = store.scan(Family.EVENTS, Keys.number(next), Keys.number(answered()))) {
                while (events.size() < most && cursor.next())
                    events.add(new NumberedEvent(number(cursor.key()), EventCodec.decode(cursor.value())));
            }
            if (events.isEmpty()) return events;
            NumberedEvent first = events.getFirst();
            if (next < kept && next < first.number()) events.addFirst(lost(first));
            next = events.getLast().number() + 1;
            return events;
        }

        private NumberedEvent lost(NumberedEvent first) {
            return new NumberedEvent(first.number() - 1,
                    new StatusEvent.EventsLost(first.event().at(), name, first.number() - next));
        }

        @Override
        public void commit(long number) {
            if (number < positions.getOrDefault(name, Long.MAX_VALUE)) return;
            move(name, number + 1);
            if (passed() - kept >= TRIM) trim(passed());
        }

        @Override
        public void close() {
            open.remove(this);
        }
    }
}

package org.packetboat.engine.log;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.packetboat.engine.log.entry.EntryCodec;
import org.packetboat.engine.log.entry.LogEntry;
import org.packetboat.engine.log.entry.LogEntry.Content;
import org.packetboat.engine.store.Batch;
import org.packetboat.engine.store.Family;
import org.packetboat.engine.store.Store;
import org.packetboat.engine.store.StoreException;

/**
 * The local store, as a copy of the log up to a place. Entries are written in the log's order, many in one batch, and
 * with them the place. What the store refuses is tried again until it takes it.
 *
 * <p>A family can't be emptied in one batch with the place. So the store says first, behind its checkpoint, what is
 * about to be emptied and which checkpoint comes after it. Who finds that at a start empties the family again; until
 * then the store is at no place of the log:
 *
 * <pre>
 * checkpoint  …  entry that empties a family (2)  checkpoint after it
 * </pre>
 */
final class Replica {
    /** Where the checkpoint lies. Engines never see it: {@link LogStore} hides it. */
    static final byte[] CHECKPOINT = {0, 'l', 'o', 'g'};
    private static final byte[] FIRST = {};
    private static final byte[] BEYOND = {-1, -1, -1, -1, -1, -1, -1, -1, -1};
    private static final Duration AGAIN = Duration.ofMillis(250);

    private record Added(LogEntry entry, LogCheckpoint checkpoint, Runnable written) {}

    private final Store store;
    private final EventQueue events;
    private final Deque<Added> queue = new ArrayDeque<>();
    private LogCheckpoint stored;
    private LogCheckpoint last;
    private boolean writing;
    private boolean emptying;
    private long emptied;
    private Optional<Duration> failing = Optional.empty();
    private Duration again = Duration.ZERO;

    private Replica(Store store, LogCheckpoint checkpoint, EventQueue events) {
        this.store = store;
        this.events = events;
        this.stored = checkpoint;
        this.last = checkpoint;
    }

    /** Nothing if the store has contents, and no checkpoint that says which. */
    static Optional<Replica> of(Store store, EventQueue events) {
        try {
            Optional<ByteBuffer> bytes = store.get(Family.META, CHECKPOINT).map(ByteBuffer::wrap);
            if (bytes.isEmpty() && !isEmpty(store)) return Optional.empty();
            Replica replica = new Replica(store, bytes.map(LogCheckpoint::read).orElse(LogCheckpoint.START), events);
            bytes.filter(ByteBuffer::hasRemaining).ifPresent(replica::resume);
            return Optional.of(replica);
        } catch (StoreException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The last life was emptying a family: it may be empty already. */
    private void resume(ByteBuffer announced) {
        byte[] entry = new byte[2];
        announced.get(entry);
        Content content = EntryCodec.read(entry);
        last = LogCheckpoint.read(announced);
        queue.add(new Added(new LogEntry(last.at(), content), last, () -> {}));
        emptying = true;
    }

    static Store.Cursor all(Store store, Family family) {
        return store.scan(family, FIRST, BEYOND);
    }

    private static boolean isEmpty(Store store) {
        for (Family family : Family.values()) {
            try (Store.Cursor cursor = all(store, family)) {
                if (cursor.next()) return false;
            }
        }
        return true;
    }

    Store store() {
        return store;
    }

    /** Up to where the store has the log. */
    LogCheckpoint stored() {
        return stored;
    }

    /** The same, with what is still to be written. */
    LogCheckpoint last() {
        return last;
    }

    /** Whether the store holds what the log says up to {@link #stored}, and nothing of what comes after it. */
    boolean isClean() {
        return !writing && failing.isEmpty() && !emptying;
    }

    /** How many families it has emptied: with each, cursors over that family end. */
    long emptied() {
        return emptied;
    }

    /** How long the store has refused to write. */
    Duration failing(Duration now) {
        return failing.map(now::minus).orElse(Duration.ZERO);
    }

    /** @param written called when it is on disk */
    void add(LogEntry entry, long offset, Runnable written) {
        last = last.after(entry, offset);
        queue.add(new Added(entry, last, written));
    }

    void step(Duration now) {
        if (writing || queue.isEmpty() || failing.isPresent() && now.compareTo(again) < 0) return;
        writing = true;
        Added first = queue.element();
        if (first.entry().content() instanceof Content.Emptied content && !emptying) {
            announce(content, first.checkpoint());
        } else {
            write(now, group());
        }
    }

    private void announce(Content.Emptied content, LogCheckpoint after) {
        byte[] checkpoint = stored.toBytes();
        byte[] entry = EntryCodec.bytes(content);
        byte[] next = after.toBytes();
        byte[] all = ByteBuffer.allocate(checkpoint.length + entry.length + next.length).put(checkpoint).put(entry)
                .put(next)
                .array();
        store.commit(new Batch().put(Family.META, CHECKPOINT, all), failure -> events.add(time -> {
            if (failure.isPresent()) failed(time);
            else announced();
        }));
    }

    private void announced() {
        writing = false;
        failing = Optional.empty();
        emptying = true;
    }

    private void write(Duration now, List<Added> group) {
        try {
            if (group.getFirst().entry().content() instanceof Content.Emptied(Family family)) empty(family);
        } catch (StoreException e) {
            failed(now);
            return;
        }
        store.commit(changes(group), failure -> events.add(time -> {
            if (failure.isPresent()) failed(time);
            else written(group);
        }));
    }

    private void empty(Family family) {
        emptied++;
        store.renew(family);
    }

    /** When it wants to be called again. */
    Optional<Duration> wake() {
        return failing.isPresent() && !writing ? Optional.of(again) : Optional.empty();
    }

    /** What is written together: a family is emptied before anything else of its group. */
    private List<Added> group() {
        List<Added> group = new ArrayList<>();
        for (Added added : queue) {
            if (added.entry().content() instanceof Content.Emptied && !group.isEmpty()) break;
            group.add(added);
        }
        return group;
    }

    private static Batch changes(List<Added> group) {
        Batch all = new Batch();
        for (Added added : group)
            if (added.entry().content() instanceof Content.Changes(Batch batch)) all.changes().addAll(batch.changes());
        return all.put(Family.META, CHECKPOINT, group.getLast().checkpoint().toBytes());
    }

    private void written(List<Added> group) {
        writing = false;
        failing = Optional.empty();
        emptying = false;
        stored = group.getLast().checkpoint();
        group.forEach(_ -> queue.removeFirst());
        group.forEach(added -> events.add(_ -> added.written().run()));
    }

    private void failed(Duration now) {
        writing = false;
        if (failing.isEmpty()) failing = Optional.of(now);
        again = now.plus(AGAIN);
    }
}

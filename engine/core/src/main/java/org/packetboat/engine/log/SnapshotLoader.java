package org.packetboat.engine.log;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import org.packetboat.engine.log.LogSnapshot.Chunk;
import org.packetboat.engine.log.entry.EntryCodec;
import org.packetboat.engine.log.entry.LogEntry.Content;
import org.packetboat.engine.store.Batch;
import org.packetboat.engine.store.Family;
import org.packetboat.engine.store.Store;

/**
 * Makes the local store anew from a snapshot. First it is read as a whole, and only if all of it is there is the store
 * thrown away. The checkpoint comes last: a store without one is unfinished, and made anew at the next start.
 */
final class SnapshotLoader {
    private final SnapshotStorage storage;
    private final LocalStore local;
    private final LogSnapshot snapshot;
    private final EventQueue.Requests<byte[]> getting;
    private final EventQueue.Requests<Boolean> writing;
    private final Deque<Chunk> toCheck;
    private final Deque<Chunk> toWrite;
    private Optional<Store> store = Optional.empty();
    private boolean marked;
    private boolean done;
    private boolean failed;
    private boolean broken;

    SnapshotLoader(SnapshotStorage storage, LocalStore local, EventQueue events, LogSettings settings,
            LogSnapshot snapshot) {
        this.storage = storage;
        this.local = local;
        this.snapshot = snapshot;
        this.getting = events.new Requests<>(settings.timeout());
        this.writing = events.new Requests<>(settings.timeout());
        this.toCheck = new ArrayDeque<>(snapshot.chunks());
        this.toWrite = new ArrayDeque<>(snapshot.chunks());
    }

    void step(Duration now) {
        getting.expire(now);
        writing.expire(now);
        if (done || failed) return;
        if (!toCheck.isEmpty()) get(now, toCheck, _ -> {});
        else if (store.isPresent() && !toWrite.isEmpty()) get(now, toWrite, bytes -> write(now, batch(bytes)));
        else if (!getting.areOpen() && !writing.areOpen()) turn(now);
    }

    /** All of one stage is done. */
    private void turn(Duration now) {
        if (marked) {
            done = true;
        } else if (store.isEmpty()) {
            store = Optional.of(local.empty());
        } else {
            marked = true;
            write(now, new Batch().put(Family.META, Replica.CHECKPOINT, snapshot.checkpoint().toBytes()));
        }
    }

    private void get(Duration now, Deque<Chunk> chunks, Consumer<byte[]> then) {
        for (Optional<EventQueue.Request<byte[]>> free = getting.free(); free.isPresent()
                && !chunks.isEmpty(); free = getting.free()) {
            Chunk chunk = chunks.removeFirst();
            free.get().send(now, answer -> storage.get(chunk.name(), answer),
                    answer -> got(chunk, answer.value(), then));
        }
    }

    private void got(Chunk chunk, Optional<byte[]> bytes, Consumer<byte[]> then) {
        if (bytes.isEmpty()) {
            failed = true;
        } else if (!LogSnapshot.hash(bytes.get()).equals(chunk.hash())) {
            failed = true;
            broken = true;
        } else {
            then.accept(bytes.get());
        }
    }

    private static Batch batch(byte[] bytes) {
        if (EntryCodec.read(bytes) instanceof Content.Changes(Batch batch)) return batch;
        throw new IllegalStateException("a chunk whose hash is right holds no entries");
    }

    private void write(Duration now, Batch batch) {
        EventQueue.Request<Boolean> request = writing.free().orElseThrow(); // as many as are asked for at a time
        request.send(now, answer -> store.orElseThrow().commit(batch,
                failure -> answer.accept(failure.isPresent() ? Optional.empty() : Optional.of(true))), answer -> {
                    if (answer.value().isEmpty()) failed = true;
                });
    }

    boolean isDone() {
        return done;
    }

    boolean hasFailed() {
        return failed;
    }

    /** Whether a chunk is not there, or damaged: to try again is of no use. */
    boolean isBroken() {
        return broken;
    }

    /** Hears nothing more. */
    void close() {
        getting.forget();
        writing.forget();
    }

    /** The new store, or what was made of it; empty if the old one is still there. */
    Optional<Store> store() {
        return store;
    }

    /** Which snapshot it was. */
    LogSnapshot snapshot() {
        return snapshot;
    }
}

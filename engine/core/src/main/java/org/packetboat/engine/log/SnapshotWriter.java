package org.packetboat.engine.log;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.packetboat.engine.log.LogSnapshot.Chunk;

/**
 * Writes the replica's contents to the storage, and reads all of it back. A chunk that is in the snapshot before, too,
 * is not written again.
 */
final class SnapshotWriter {
    private enum Phase {
        CHUNKS, MANIFEST, BACK, DONE, FAILED
    }

    private final SnapshotStorage storage;
    private final Supplier<String> names;
    private final Replica replica;
    private final long emptied;
    private final LogCheckpoint checkpoint;
    private final ChunkCutter cutter;
    private final Map<String, String> known;
    private final List<Chunk> chunks = new ArrayList<>();
    private final Deque<Chunk> unread = new ArrayDeque<>();
    private final EventQueue.Requests<Boolean> putting;
    private final EventQueue.Requests<byte[]> getting;
    private LogSnapshot snapshot = LogSnapshot.EMPTY;
    private Phase phase = Phase.CHUNKS;
    private int written;

    /** @param names gives a name that was never used before @param earlier the one before, read back whole */
    SnapshotWriter(SnapshotStorage storage, EventQueue events, LogSettings settings, Replica replica,
            Supplier<String> names,
            Optional<LogSnapshot> earlier) {
        this.storage = storage;
        this.names = names;
        this.replica = replica;
        this.emptied = replica.emptied();
        this.checkpoint = replica.stored();
        this.cutter = new ChunkCutter(replica.store(), settings);
        this.known = earlier.map(s -> s.chunks().stream().collect(Collectors.toMap(Chunk::hash, Chunk::name,
                (one, _) -> one))).orElse(Map.of());
        this.putting = events.new Requests<>(settings.timeout());
        this.getting = events.new Requests<>(settings.timeout());
    }

    void step(Duration now) {
        putting.expire(now);
        getting.expire(now);
        if (phase == Phase.CHUNKS && replica.emptied() != emptied) phase = Phase.FAILED; // a cursor may have ended
        switch (phase) {
            case CHUNKS -> write(now);
            case MANIFEST -> writeItself(now);
            case BACK -> readBack(now);
            case DONE, FAILED -> {
            }
        }
    }

    private void write(Duration now) {
        for (Optional<EventQueue.Request<Boolean>> free = putting.free(); free.isPresent(); free = putting.free()) {
            Optional<byte[]> chunk = cutter.next();
            if (chunk.isEmpty()) {
                phase = putting.areOpen() ? phase : Phase.MANIFEST;
                return;
            }
            String hash = LogSnapshot.hash(chunk.get());
            Optional<String> there = Optional.ofNullable(known.get(hash));
            chunks.add(new Chunk(there.orElseGet(() -> names.get() + ".chunk"), hash));
            if (there.isPresent()) continue;
            written++;
            put(free.get(), now, chunks.getLast().name(), chunk.get());
        }
    }

    private void put(EventQueue.Request<Boolean> free, Duration now, String name, byte[] bytes) {
        free.send(now, answer -> storage.put(name, bytes, answer), answer -> {
            if (answer.value().isEmpty()) phase = Phase.FAILED;
        });
    }

    /** Last: whoever finds it finds all of its chunks. */
    private void writeItself(Duration now) {
        if (putting.areOpen()) return;
        if (snapshot.name().isEmpty()) {
            snapshot = new LogSnapshot(names.get() + ".snapshot", checkpoint, List.copyOf(chunks));
            unread.add(new Chunk(snapshot.name(), LogSnapshot.hash(snapshot.toBytes())));
            unread.addAll(chunks);
            put(putting.free().orElseThrow(), now, snapshot.name(), snapshot.toBytes());
        } else {
            phase = Phase.BACK;
        }
    }

    private void readBack(Duration now) {
        for (Optional<EventQueue.Request<byte[]>> free = getting.free(); free.isPresent()
                && !unread.isEmpty(); free = getting.free())
            readBack(free.get(), now, unread.removeFirst());
        if (unread.isEmpty() && !getting.areOpen() && phase == Phase.BACK) phase = Phase.DONE;
    }

    private void readBack(EventQueue.Request<byte[]> free, Duration now, Chunk chunk) {
        free.send(now, answer -> storage.get(chunk.name(), answer), answer -> {
            if (answer.value().map(LogSnapshot::hash).filter(chunk.hash()::equals).isEmpty()) phase = Phase.FAILED;
        });
    }

    /** Whether the storage has acknowledged all of it; not all may have been read back. */
    boolean isWritten() {
        return phase == Phase.BACK || phase == Phase.DONE;
    }

    /** Whether all of it was read back. */
    boolean isReadBack() {
        return phase == Phase.DONE;
    }

    boolean hasFailed() {
        return phase == Phase.FAILED;
    }

    LogSnapshot snapshot() {
        return snapshot;
    }

    /** How many chunks were new. */
    int written() {
        return written;
    }

    void close() {
        cutter.close();
        putting.forget();
        getting.forget();
    }
}

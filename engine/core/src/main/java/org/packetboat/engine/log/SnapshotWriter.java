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
import org.packetboat.engine.log.Snapshot.Chunk;

/**
 * Puts the replica's contents on the shelf, and reads back all of it. A chunk that the snapshot before has, too, is not
 * written again.
 */
final class SnapshotWriter {
    private enum Phase {
        CHUNKS, MANIFEST, BACK, DONE, FAILED
    }

    private final SnapshotShelf shelf;
    private final Supplier<String> names;
    private final Replica replica;
    private final long emptied;
    private final LogMark mark;
    private final ChunkCutter cutter;
    private final Map<String, String> known;
    private final List<Chunk> chunks = new ArrayList<>();
    private final Deque<Chunk> unread = new ArrayDeque<>();
    private final Heard.Questions<Boolean> putting;
    private final Heard.Questions<byte[]> getting;
    private Snapshot snapshot = Snapshot.EMPTY;
    private Phase phase = Phase.CHUNKS;
    private int written;

    /** @param names gives a name that was never used before @param earlier the one before, read back whole */
    SnapshotWriter(SnapshotShelf shelf, Heard heard, LogSettings settings, Replica replica, Supplier<String> names,
            Optional<Snapshot> earlier) {
        this.shelf = shelf;
        this.names = names;
        this.replica = replica;
        this.emptied = replica.emptied();
        this.mark = replica.stored();
        this.cutter = new ChunkCutter(replica.store(), settings);
        this.known = earlier.map(s -> s.chunks().stream().collect(Collectors.toMap(Chunk::hash, Chunk::name,
                (one, _) -> one))).orElse(Map.of());
        this.putting = heard.new Questions<>(settings.patience());
        this.getting = heard.new Questions<>(settings.patience());
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
        for (Optional<Heard.Question<Boolean>> free = putting.free(); free.isPresent(); free = putting.free()) {
            Optional<byte[]> chunk = cutter.next();
            if (chunk.isEmpty()) {
                phase = putting.areOpen() ? phase : Phase.MANIFEST;
                return;
            }
            String hash = Snapshot.hash(chunk.get());
            Optional<String> there = Optional.ofNullable(known.get(hash));
            chunks.add(new Chunk(there.orElseGet(() -> names.get() + ".chunk"), hash));
            if (there.isPresent()) continue;
            written++;
            put(free.get(), now, chunks.getLast().name(), chunk.get());
        }
    }

    private void put(Heard.Question<Boolean> free, Duration now, String name, byte[] bytes) {
        free.ask(now, answer -> shelf.put(name, bytes, answer), answer -> {
            if (answer.value().isEmpty()) phase = Phase.FAILED;
        });
    }

    /** Last: whoever finds it finds all of its chunks. */
    private void writeItself(Duration now) {
        if (putting.areOpen()) return;
        if (snapshot.name().isEmpty()) {
            snapshot = new Snapshot(names.get() + ".snapshot", mark, List.copyOf(chunks));
            unread.add(new Chunk(snapshot.name(), Snapshot.hash(snapshot.toBytes())));
            unread.addAll(chunks);
            put(putting.free().orElseThrow(), now, snapshot.name(), snapshot.toBytes());
        } else {
            phase = Phase.BACK;
        }
    }

    private void readBack(Duration now) {
        for (Optional<Heard.Question<byte[]>> free = getting.free(); free.isPresent()
                && !unread.isEmpty(); free = getting.free())
            readBack(free.get(), now, unread.removeFirst());
        if (unread.isEmpty() && !getting.areOpen() && phase == Phase.BACK) phase = Phase.DONE;
    }

    private void readBack(Heard.Question<byte[]> free, Duration now, Chunk chunk) {
        free.ask(now, answer -> shelf.get(chunk.name(), answer), answer -> {
            if (answer.value().map(Snapshot::hash).filter(chunk.hash()::equals).isEmpty()) phase = Phase.FAILED;
        });
    }

    /** Whether all of it lies on the shelf, as far as the shelf says; not all may have been read back. */
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

    Snapshot snapshot() {
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

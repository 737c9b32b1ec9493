package org.packetboat.engine.log;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Reads which snapshots lie in the storage. */
final class SnapshotList {
    private static final Duration AGAIN = Duration.ofMillis(500);

    private final SnapshotStorage storage;
    private final EventQueue.Request<List<String>> listing;
    private final EventQueue.Request<byte[]> getting;
    private final Deque<String> unread = new ArrayDeque<>();
    private final List<LogSnapshot> snapshots = new ArrayList<>();
    private Optional<Duration> again = Optional.empty();

    SnapshotList(SnapshotStorage storage, EventQueue events, LogSettings settings) {
        this.storage = storage;
        this.listing = events.new Request<>(settings.timeout());
        this.getting = events.new Request<>(settings.timeout());
    }

    /** Forgets what was read, and begins. */
    void begin(Duration now) {
        snapshots.clear();
        snapshots.add(LogSnapshot.EMPTY);
        unread.clear();
        getting.forget();
        again = Optional.empty();
        listing.send(now, answer -> storage.list("", answer), answer -> {
            unread.addAll(answer.value().orElse(List.of()).stream().filter(n -> n.endsWith(".snapshot")).toList());
            if (answer.value().isEmpty()) again = Optional.of(answer.now().plus(AGAIN));
        });
    }

    /** @return all of them, the empty one first, when they are read; one that can't be read is left out */
    Optional<List<LogSnapshot>> step(Duration now) {
        listing.expire(now);
        getting.expire(now);
        if (again.filter(time -> now.compareTo(time) >= 0).isPresent()) begin(now);
        if (listing.isOpen() || getting.isOpen() || again.isPresent()) return Optional.empty();
        if (unread.isEmpty()) return Optional.of(List.copyOf(snapshots));
        String name = unread.removeFirst();
        getting.send(now, answer -> storage.get(name, answer),
                answer -> answer.value().flatMap(bytes -> LogSnapshot.read(name, bytes)).ifPresent(snapshots::add));
        return Optional.empty();
    }
}

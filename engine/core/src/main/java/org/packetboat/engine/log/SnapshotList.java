package org.packetboat.engine.log;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Reads which snapshots lie on the shelf. */
final class SnapshotList {
    private static final Duration AGAIN = Duration.ofMillis(500);

    private final SnapshotShelf shelf;
    private final Heard.Question<List<String>> listing;
    private final Heard.Question<byte[]> getting;
    private final Deque<String> unread = new ArrayDeque<>();
    private final List<Snapshot> snapshots = new ArrayList<>();
    private Optional<Duration> again = Optional.empty();

    SnapshotList(SnapshotShelf shelf, Heard heard, LogSettings settings) {
        this.shelf = shelf;
        this.listing = heard.new Question<>(settings.patience());
        this.getting = heard.new Question<>(settings.patience());
    }

    /** Forgets what was read, and begins. */
    void begin(Duration now) {
        snapshots.clear();
        snapshots.add(Snapshot.EMPTY);
        unread.clear();
        getting.forget();
        again = Optional.empty();
        listing.ask(now, answer -> shelf.list("", answer), answer -> {
            unread.addAll(answer.value().orElse(List.of()).stream().filter(n -> n.endsWith(".snapshot")).toList());
            if (answer.value().isEmpty()) again = Optional.of(answer.now().plus(AGAIN));
        });
    }

    /** @return all of them, the empty one first, when they are read; one that can't be read is left out */
    Optional<List<Snapshot>> step(Duration now) {
        listing.expire(now);
        getting.expire(now);
        if (again.filter(time -> now.compareTo(time) >= 0).isPresent()) begin(now);
        if (listing.isOpen() || getting.isOpen() || again.isPresent()) return Optional.empty();
        if (unread.isEmpty()) return Optional.of(List.copyOf(snapshots));
        String name = unread.removeFirst();
        getting.ask(now, answer -> shelf.get(name, answer),
                answer -> answer.value().flatMap(bytes -> Snapshot.read(name, bytes)).ifPresent(snapshots::add));
        return Optional.empty();
    }
}

package org.packetboat.engine.log;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.packetboat.engine.log.entry.LogEntry.Content;
import org.packetboat.engine.store.Batch.Change;
import org.packetboat.engine.store.Family;
import org.packetboat.engine.store.Store;

/** What was staged, and is not in the local store yet: reads see it on top of the store. */
final class StagedChanges {
    private static final Store.Cursor NOTHING = new Store.Cursor() {
        @Override
        public boolean next() {
            return false;
        }

        @Override
        public byte[] key() {
            return new byte[0];
        }

        @Override
        public byte[] value() {
            return new byte[0];
        }

        @Override
        public void close() {}
    };

    private static final Deque<Content> EMPTY = new ArrayDeque<>();

    /** In their order. Most reads are of families in which nothing is staged: what comes in stages bodies. */
    private final Map<Family, Deque<Content>> all = new EnumMap<>(Family.class);

    void add(Content content) {
        families(content).forEach(family -> all.computeIfAbsent(family, _ -> new ArrayDeque<>()).add(content));
    }

    /** It is in the store now, or given up: mostly the first. */
    void remove(Content content) {
        for (Family family : families(content))
            remove(content, of(family).iterator());
    }

    private static void remove(Content content, Iterator<Content> each) {
        while (each.hasNext()) {
            if (each.next() != content) continue;
            each.remove();
            return;
        }
    }

    private static Set<Family> families(Content content) {
        return switch (content) {
            case Content.Emptied emptied -> Set.of(emptied.family());
            case Content.Changes changes -> changes.batch().changes().stream().map(Change::family)
                    .collect(Collectors.toSet());
            case Content.Opening _ -> Set.of();
        };
    }

    /** @param below what the store has */
    Optional<byte[]> get(Family family, byte[] key, Supplier<Optional<byte[]>> below) {
        Collection<Content> mine = of(family);
        return over(mine, family, key, isEmptied(mine) ? Optional.empty() : below.get());
    }

    /** @param below what the store has */
    Store.Cursor scan(Family family, byte[] from, byte[] to, Supplier<Store.Cursor> below) {
        List<Content> mine = List.copyOf(of(family));
        NavigableSet<byte[]> keys = new TreeSet<>(Arrays::compareUnsigned);
        for (Content content : mine)
            if (content instanceof Content.Changes changes)
                changes.batch().changes().stream()
                        .filter(c -> c.family() == family && isIn(c.key(), from, to)).forEach(c -> keys.add(c.key()));
        Store.Cursor base = isEmptied(mine) ? NOTHING : below.get();
        return new Merged(base, keys,
                (key, value) -> isCheckpoint(family, key) ? Optional.empty() : over(mine, family, key, value));
    }

    /** The replica's own key: the engine does not know of it. */
    static boolean isCheckpoint(Family family, byte[] key) {
        return family == Family.META && Arrays.equals(key, Replica.CHECKPOINT);
    }

    private static boolean isIn(byte[] key, byte[] from, byte[] to) {
        return Arrays.compareUnsigned(from, key) <= 0 && Arrays.compareUnsigned(key, to) < 0;
    }

    private Collection<Content> of(Family family) {
        return all.getOrDefault(family, EMPTY);
    }

    private static boolean isEmptied(Collection<Content> contents) {
        return contents.stream().anyMatch(Content.Emptied.class::isInstance);
    }

    private static Optional<byte[]> over(Collection<Content> contents, Family family, byte[] key,
            Optional<byte[]> below) {
        Optional<byte[]> value = below;
        for (Content content : contents) {
            if (content instanceof Content.Emptied) value = Optional.empty();
            if (!(content instanceof Content.Changes changes)) continue;
            for (Change change : changes.batch().changes())
                if (change.family() == family) value = over(change, key, value);
        }
        return value.map(byte[]::clone);
    }

    private static Optional<byte[]> over(Change change, byte[] key, Optional<byte[]> value) {
        return switch (change) {
            case Change.Put(var _, byte[] put, byte[] bytes) -> Arrays.equals(put, key) ? Optional.of(bytes) : value;
            case Change.Delete(var _, byte[] gone) -> Arrays.equals(gone, key) ? Optional.empty() : value;
            case Change.DeleteRange(var _, byte[] from, byte[] to) -> isIn(key, from, to) ? Optional.empty() : value;
            case Change.Add(byte[] counter, long delta) ->
                Arrays.equals(counter, key) ? Optional.of(bytes(number(value) + delta)) : value;
        };
    }

    static long number(Optional<byte[]> value) {
        return value.map(bytes -> ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong()).orElse(0L);
    }

    private static byte[] bytes(long number) {
        return ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(number).array();
    }

    /** Walks a store's keys and those that are staged, in order, with the values that both make together. */
    private static final class Merged implements Store.Cursor {
        /** What is staged, over what the store has under a key. */
        interface Over {
            Optional<byte[]> value(byte[] key, Optional<byte[]> below);
        }

        private final Store.Cursor below;
        private final NavigableSet<byte[]> staged;
        private final Over over;
        private boolean ahead;
        private boolean more = true;
        private byte[] key = {};
        private byte[] value = {};

        Merged(Store.Cursor below, NavigableSet<byte[]> staged, Over over) {
            this.below = below;
            this.staged = staged;
            this.over = over;
        }

        @Override
        public boolean next() {
            while (look() || !staged.isEmpty()) {
                Optional<byte[]> found = step();
                if (found.isEmpty()) continue;
                value = found.get();
                return true;
            }
            return false;
        }

        /** Whether the store has a further entry; it is looked at, and not passed. */
        private boolean look() {
            if (!ahead && more) {
                more = below.next();
                ahead = more;
            }
            return ahead;
        }

        private Optional<byte[]> step() {
            int order = !ahead ? 1 : staged.isEmpty() ? -1 : Arrays.compareUnsigned(below.key(), staged.first());
            key = order <= 0 ? below.key() : staged.first();
            Optional<byte[]> stored = order <= 0 ? Optional.of(below.value()) : Optional.empty();
            if (order <= 0) ahead = false;
            if (order >= 0) staged.pollFirst();
            return over.value(key, stored);
        }

        @Override
        public byte[] key() {
            return key;
        }

        @Override
        public byte[] value() {
            return value;
        }

        @Override
        public void close() {
            below.close();
        }
    }
}

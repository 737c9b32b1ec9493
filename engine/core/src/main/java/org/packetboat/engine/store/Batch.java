package org.packetboat.engine.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Changes that become durable together or not at all. Filled by one thread, then handed to {@link Store#commit}. */
public final class Batch {
    /** One change. */
    public sealed interface Change {
        Family family();

        /** The first key it may change. */
        byte[] key();

        record Put(Family family, byte[] key, byte[] value) implements Change {}

        record Delete(Family family, byte[] key) implements Change {}

        /**
         * Deletes the keys from {@code from} on, up to and without {@code to}. Cheap for any number of keys, but each
         * range deleted lately costs every read of its family a little: where the keys are few and known, delete them
         * one by one.
         */
        record DeleteRange(Family family, byte[] from, byte[] to) implements Change {
            @Override
            public byte[] key() {
                return from;
            }
        }

        /** Adds to the number under a key of {@link Family#COUNTERS}; a missing one is 0. */
        record Add(byte[] key, long delta) implements Change {
            @Override
            public Family family() {
                return Family.COUNTERS;
            }
        }

        /** Whether there is a key that both change, so that their order matters. */
        default boolean meets(Change other) {
            return family() == other.family() && reaches(other.key()) && other.reaches(key());
        }

        /** Whether the last key it may change is this one or a later one. */
        private boolean reaches(byte[] key) {
            return this instanceof DeleteRange(var family, var from, byte[] to)
                    ? Arrays.compareUnsigned(key, to) < 0
                    : Arrays.compareUnsigned(key, key()) <= 0;
        }
    }

    private final List<Change> changes = new ArrayList<>();

    public Batch put(Family family, byte[] key, byte[] value) {
        changes.add(new Change.Put(family, key, value));
        return this;
    }

    public Batch delete(Family family, byte[] key) {
        changes.add(new Change.Delete(family, key));
        return this;
    }

    public Batch deleteRange(Family family, byte[] from, byte[] to) {
        changes.add(new Change.DeleteRange(family, from, to));
        return this;
    }

    public Batch add(byte[] key, long delta) {
        changes.add(new Change.Add(key, delta));
        return this;
    }

    /** The changes in the order they were made; a later one wins. */
    public List<Change> changes() {
        return changes;
    }

    /** Whether there is a key that both change, so that their order matters. */
    public boolean meets(Batch other) {
        return changes.stream().anyMatch(mine -> other.changes.stream().anyMatch(mine::meets));
    }

    public boolean isEmpty() {
        return changes.isEmpty();
    }
}

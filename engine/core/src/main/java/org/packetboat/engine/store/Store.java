package org.packetboat.engine.store;

import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * An ordered, durable map of bytes to bytes. Keys are compared byte by byte, unsigned. May be used from any thread.
 * Reads see every batch that was answered, and none in part.
 */
public interface Store extends AutoCloseable {
    /**
     * Makes a batch durable: answered after the sync. Batches take effect in the order of the calls. A failed batch
     * has no effect, and the store goes on working: the next batch may succeed.
     *
     * @param answer called once, from any thread
     */
    void commit(Batch batch, Answer answer);

    /**
     * Writes a batch without waiting for the disk. It is durable once a later {@link #commit} is answered, and may be
     * lost in a crash before that. It takes effect before this returns.
     *
     * @throws StoreException if it can't be written
     */
    void stage(Batch batch);

    /** @throws UnreadableException if the disk has damaged it; other keys may be well */
    Optional<byte[]> get(Family family, byte[] key);

    /** The number under a key of {@link Family#COUNTERS}; 0 if there is none. */
    long count(byte[] key);

    /** Walks the keys from {@code from} on, up to and without {@code to}, in order, as they are at this moment. A
     * cursor whose next entries are damaged says so with an {@link UnreadableException}. */
    Cursor scan(Family family, byte[] from, byte[] to);

    /**
     * Empties a family for good, what is damaged in it as well, before this returns: a loss of power brings nothing of
     * it back. Cursors over it end. What other threads write to it meanwhile may or may not be there after it.
     *
     * @throws StoreException if the disk does not take it; then the family may be empty or not
     */
    void renew(Family family);

    /** Whether mail that lies here may be sent now: not while another machine may be sending it. Answers at once. */
    default boolean maySend() {
        return true;
    }

    @Override
    void close();

    /** Hears what became of a batch. */
    interface Answer {
        /** @param failure empty if the batch is durable */
        void on(Optional<StoreException> failure);
    }

    /** A walk over keys; must be closed. Starts before the first entry. */
    interface Cursor extends AutoCloseable {
        /** Steps to the next entry. @return false when there is none */
        boolean next();

        byte[] key();

        byte[] value();

        @Override
        void close();

        /** Visits what is left, then closes. */
        default void forEach(BiConsumer<byte[], byte[]> visitor) {
            try (this) {
                while (next()) visitor.accept(key(), value());
            }
        }
    }
}

package org.packetboat.engine.log;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A log of records that brokers keep in several copies, written by one writer at a time. Answers come once, late, or
 * never; an empty one means that it failed or may have failed. They may come on any thread, those of
 * one writer in the order of its records.
 */
public interface ReplicatedLog {
    /** A record in its place. */
    record Placed(long offset, byte[] bytes) {}

    /**
     * A part of the log.
     *
     * @param end the place behind the last record that readers may see
     */
    record Page(List<Placed> records, long end) {
        /** Whether there is nothing behind it; nor is there if it is empty, as when brokers have lost all records. */
        boolean reaches(long next) {
            return records.isEmpty() || next >= end;
        }
    }

    /**
     * Makes ready what a fence needs, and fences nobody. Told again and again by who may fence soon, and costs nothing
     * then. Without it a fence takes longer.
     */
    default void prepare() {}

    /** Gives the right to write to the caller, and takes it from everybody else. */
    void fence(Consumer<Optional<Writer>> answer);

    /** Reads from this place on, or from the first record that is left if it was cut behind that; records may be
     * missing in between, and places need not follow on each other. Some records at least, if there are any. */
    void read(long from, Consumer<Optional<Page>> answer);

    /** Deletes what lies before this place, for good. */
    void cut(long before, Consumer<Optional<Boolean>> answer);

    /** The right to write. */
    interface Writer {
        /**
         * Adds a record behind all others: answered with its place when enough brokers have it. Records are added in
         * the order of the calls; behind one that failed, none is.
         */
        void append(byte[] record, Consumer<Optional<Long>> answer);

        /** Ends the transaction that fences: due every few seconds. */
        void endTransaction();

        /** Nothing more is written. What is under way may still arrive. */
        void close();
    }
}

package org.packetboat.engine.status;

import java.util.List;

/**
 * The events that are kept on disk until every reader has them: each became durable with the change it tells of. A
 * reader is known by its name from its first opening on, across restarts, until it is forgotten; while none is known,
 * nothing is written. May be used from any thread.
 */
public interface EventSource {
    /**
     * Opens a reader where it stopped; a new one begins with the next event. One at a time for each name.
     *
     * @param name    not empty
     * @param arrived called, from any thread, after each commit that brought events; must be quick
     * @throws org.packetboat.engine.store.StoreException if a new one can't be written down
     */
    EventReader reader(String name, Runnable arrived);

    /**
     * All known readers, by name: each holds events back, open or not.
     *
     * @throws org.packetboat.engine.store.StoreException if the events can't be read now
     */
    List<ReaderStanding> readers();

    /** The most events that are held back for a reader; beyond that the oldest go. */
    long mostKept();

    /**
     * Holds nothing back for this reader any more, and forgets where it stopped. Nothing happens if none has this name.
     *
     * @throws IllegalStateException if it is open, with a sentence for people
     */
    void forget(String name);
}

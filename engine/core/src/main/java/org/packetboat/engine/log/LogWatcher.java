package org.packetboat.engine.log;

import org.packetboat.engine.store.Store;

/** Hears what becomes of a machine's part in a hub. Must not throw. */
public interface LogWatcher {
    /** This machine owns the queue from now on: an engine is to be started on this store. */
    void owns(Store store);

    /** Another machine owns the queue, or this one does not know any more: the engine is to be ended. */
    void steppedDown();

    /** Brokers have lost so many acknowledged entries; the stores still have them, if they were not given up, too. */
    void lost(long entries);

    /** This machine's store had so many entries that the hub goes on without. */
    void gaveUp(long entries);

    /** The log has a record, in this place first, that no machine of a hub has written; such ones are passed over. */
    default void foreign(long offset) {}

    /** Another machine that is alive has this one's name, and owns the queue. */
    default void namesake() {}
}

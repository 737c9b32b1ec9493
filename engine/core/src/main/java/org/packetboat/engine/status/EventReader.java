package org.packetboat.engine.status;

import java.util.List;

/**
 * Reads events at least once: what was read and not committed comes again after the reader is opened anew. For one
 * thread at a time.
 */
public interface EventReader extends AutoCloseable {
    /**
     * The next events, in order: those of one envelope as they happened. If some had to go before they were read, a
     * {@link StatusEvent.EventsLost} stands in their place.
     *
     * @param most how many at most
     * @return empty if there are no more now
     * @throws org.packetboat.engine.store.StoreException if they can't be read now
     */
    List<NumberedEvent> read(int most);

    /**
     * All events up to and with this number have been seen to. It is not synced by itself: after a crash some may come
     * again. Costs a write, so that a call for some hundred events, or for each second, is enough.
     *
     * @throws org.packetboat.engine.store.StoreException if it can't be written now; a later call makes up for it
     */
    void commit(long number);

    /** Goes on holding events back for its name, but is told of none any more. */
    @Override
    void close();
}

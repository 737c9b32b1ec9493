package org.packetboat.protocols.bundle.history;

import java.util.List;
import java.util.Optional;
import org.packetboat.protocols.bundle.content.ContentName;

/**
 * What two servers have exchanged, as one of them remembers it: contents of batches that the receiver has taken in and
 * acknowledged, whichever way they went. Both sides keep their own; they may differ, and losing it costs only line
 * time. Used by one thread at a time.
 *
 * <p>Every method throws {@link org.packetboat.engine.store.StoreException} if the disk refuses.
 */
public interface History {
    /** The names of what is kept, oldest first. */
    List<ContentName> names();

    /** The content of this name; empty if it isn't kept or was damaged. */
    Optional<byte[]> content(ContentName name);

    /** Keeps a content as the newest; durable when this returns. Drops the oldest where there is too much. */
    void keep(byte[] content);

    /** For a far side with which none is shared. */
    static History none() {
        return new MemoryHistory(0);
    }
}

package org.packetboat.engine.log;

import org.packetboat.engine.store.Store;

/** The store on this machine's disk. */
public interface LocalStore {
    /** The store as the last life left it. */
    Store open();

    /** Throws it away, and makes an empty one in its place. */
    Store empty();
}

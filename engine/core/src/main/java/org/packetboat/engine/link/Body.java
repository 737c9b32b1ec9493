package org.packetboat.engine.link;

/** The stored bytes of a message, read in pieces. May be used from any thread, one at a time. */
public interface Body {
    /** Length in bytes. */
    long size();

    /**
     * Some bytes from an offset on: at least one, at most {@code most}.
     *
     * @throws org.packetboat.engine.store.UnreadableException if the bytes are damaged or no longer stored
     */
    byte[] read(long offset, int most);
}

package org.packetboat.protocols.milter;

import java.time.Duration;

/** A connection to a filter. Each call takes as long as the other side does; {@link #close} may come at any time. */
public interface MilterLine {
    /** @throws FilterTrouble if they can't be sent */
    void send(byte[] bytes);

    /**
     * Waits for so many bytes.
     *
     * @param patience within which all of them have to come
     * @throws FilterTrouble if they don't come
     */
    byte[] receive(int bytes, Duration patience);

    /** Whether bytes are known to have come that nobody has asked for yet. */
    boolean hasUnread();

    /** Ends whatever is waited for. */
    void close();

    /** Makes connections to one filter. */
    interface Opener {
        /** @throws FilterTrouble if there is no connection to be had */
        MilterLine open();
    }
}

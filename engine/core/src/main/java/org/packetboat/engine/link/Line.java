package org.packetboat.engine.link;

import java.time.Instant;

/**
 * A connection that carries bytes both ways: a socket, a serial port, a simulated wire. What happens on it comes back
 * as events to the {@link SessionDriver}, all from one thread.
 */
public interface Line {
    /** Sends bytes; {@link LinkSession.Event.Drained} follows when they have left. The array is the line's now. */
    void send(byte[] bytes);

    /** Starts TLS as client. */
    void secure();

    /** Rings at this time; replaces an earlier alarm. */
    void alarm(Instant at);

    /** Runs this on the line's own thread, soon. */
    void later(Runnable work);

    /**
     * How many of the bytes that have left may still be on their way: in a buffer of the system, or unconfirmed. It is
     * never less than there are.
     */
    default long unconfirmed() {
        return 0;
    }

    /** Closes it, after what was sent has left. Harmless when closed already. */
    void close();
}

package org.packetboat.protocols.smtp.server.port;

import java.net.InetAddress;
import java.time.Duration;
import org.packetboat.protocols.smtp.server.SmtpSession;

/** The connection a session talks over. All calls but {@link #later(Runnable)} are from the connection's own thread. */
public interface Wire {
    /** Sends bytes, behind all that was sent before. The array must not change afterwards. */
    void send(byte[] bytes);

    /**
     * The other end speaks for this client from now on, who counts as connected.
     *
     * @return whether he may have one more connection
     */
    boolean speaksFor(InetAddress client);

    /** What was sent up to now leaves as it is; from now on TLS, as server. {@code SmtpSession.secured} follows. */
    void secure();

    /** Runs this on the connection's own thread, soon, unless the connection is gone by then. From any thread. */
    void later(Runnable work);

    /** Runs this on the connection's own thread after this time, unless the connection is gone by then. */
    void later(Duration delay, Runnable work);

    /**
     * Does this on another thread, since it takes as long as the disk does; also if the connection is gone by then. No
     * other connection waits for it.
     */
    void aside(Runnable work);

    /** What was sent up to now leaves as it is; from now on the session of this turn speaks, as client. */
    void turn(PickUp.Turn.Ready ready);

    /** Closes, after what was sent has left. */
    void close();
}

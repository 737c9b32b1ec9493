package org.packetboat.engine.link;

import org.packetboat.engine.route.Route;

/**
 * Something that opens sessions to sites: SMTP over IP, a modem, a Maildir. The adapter owns the threads and sockets.
 */
public interface Link {
    /**
     * Opens a session. Returns at once; whatever happens is told to the supply, and in the end {@link Supply#ended},
     * always and once.
     */
    Session open(Call call, Supply supply);

    /** Whether it is up for this route, so that sending costs no call. What is always there always is. */
    default boolean isUp(Route route) {
        return true;
    }

    /** A session under way. */
    interface Session {
        /**
         * Asks it to end. May be called more than once, from any thread.
         *
         * @param now whether a transfer under way is interrupted ({@code cut}) or may finish first ({@code drain})
         * @param why for the log and the {@link Ending}
         */
        void stop(boolean now, String why);
    }
}

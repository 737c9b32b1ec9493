package org.packetboat.engine.link;

import java.util.Optional;
import org.packetboat.engine.mail.Priority;
import org.packetboat.engine.route.Route;

/**
 * Something that opens sessions to sites: SMTP over IP, a modem, a Maildir. The adapter owns the threads and sockets.
 */
public interface Link {
    /** So many envelopes are under way without being settled, where nobody says otherwise. */
    int UNSETTLED = 64;

    /**
     * Opens a session. Returns at once; whatever happens is told to the supply, and in the end {@link Supply#ended},
     * always and once.
     */
    Session open(Call call, Supply supply);

    /** Whether it is up for this route, so that sending costs no call. What is always there always is. */
    default boolean isUp(Route route) {
        return true;
    }

    /** How many sessions it carries at once. A line carries one. */
    default int capacity() {
        return 1;
    }

    /** How many of those sessions may be with one site; with more than one its mail does not arrive in order. */
    default int perSite() {
        return 1;
    }

    /**
     * How many envelopes of one session may be under way, or answered and not settled on disk, at least 1: no more is
     * sent again after a crash.
     */
    default int unsettled() {
        return UNSETTLED;
    }

    /**
     * Whether it goes over a line of this server's own, such as a modem's, which may be dead though the site is well.
     * That a network is away shows at each site.
     */
    default boolean isLine() {
        return true;
    }

    /**
     * Whether nobody can be called over it: the far side comes when it comes, and the mail of its routes waits for
     * that.
     */
    default boolean awaits() {
        return false;
    }

    /** Whether a session that waits for a reply costs no line, so that others may go on beside it. */
    default boolean parks() {
        return false;
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

        /**
         * Mail has come in for the far side: there may be more than was offered. Whoever asks the supply again anyway,
         * or never holds a line, need not listen.
         *
         * @param highest none of it is more urgent than this
         */
        default void mailWaits(Priority highest) {}

        /**
         * The limit of its route has changed: what it sends goes no faster than this from now on. Links that no route
         * can slow down need not listen.
         *
         * @param most bytes per second, of all sessions with the site together; empty for as many as the line takes
         */
        default void throttled(Optional<Long> most) {}

        /** Others wait for the line: from now on it is not to be held for mail that may come. */
        default void othersWait() {}
    }
}

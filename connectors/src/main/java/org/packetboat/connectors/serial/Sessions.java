package org.packetboat.connectors.serial;

import org.packetboat.engine.link.LinkSession;
import org.packetboat.engine.route.Transport;

/** Makes the sessions that are spoken on our lines. */
public interface Sessions {
    /**
     * We have called a site.
     *
     * @param rate the line's, in bytes per second
     */
    LinkSession calling(Transport.Uucp site, long rate);

    /** Whether we dial again first where both have dialled at the same time: the other side has to see it so, too. */
    default boolean dialsFirst(Transport.Uucp site) {
        return true;
    }

    /**
     * Somebody has called us, and has shown who it is.
     *
     * @param login under which name
     * @param rate  the line's, in bytes per second
     */
    LinkSession called(String login, long rate);

    /** The same over a connection that loses no byte. */
    default LinkSession calledBySocket(String login, long rate) {
        return called(login, rate);
    }
}

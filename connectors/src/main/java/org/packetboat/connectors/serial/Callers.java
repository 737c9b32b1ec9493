package org.packetboat.connectors.serial;

import org.packetboat.engine.link.Link;
import org.packetboat.engine.link.Supply;

/** What waits for those who call us. */
public interface Callers {
    /**
     * The mail for whoever logs in under this name; it hears the end of the session.
     *
     * @param link    over which it called
     * @param session the call, to end it before its time
     */
    Supply supply(String login, String link, Link.Session session);
}

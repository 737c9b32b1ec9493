package org.packetboat.connectors.serial;

import org.packetboat.engine.link.Supply;

/** What waits for those who call us. */
public interface Callers {
    /** The mail for whoever logs in under this name; it hears the end of the session. */
    Supply supply(String login);
}

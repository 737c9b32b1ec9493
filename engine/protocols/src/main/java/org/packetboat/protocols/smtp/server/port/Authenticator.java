package org.packetboat.protocols.smtp.server.port;

import java.util.function.Consumer;

/** Knows who may log in. */
public interface Authenticator {
    /** What came of a check. */
    enum Verdict {
        RIGHT,
        WRONG,
        /** Not checked: there is too much to do, or the client has guessed too often. */
        BUSY
    }

    /**
     * Checks a password without keeping the caller waiting.
     *
     * @param client the address that it comes from
     * @param answer called once, from any thread
     */
    void check(String client, String user, String password, Consumer<Verdict> answer);

    /** Whether somebody who has logged in may go on by that: his login is not gone. Answers at once. */
    default boolean isKnown(String user) {
        return true;
    }
}

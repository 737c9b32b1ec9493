package org.packetboat.connectors.dialup;

import java.nio.file.Path;
import org.packetboat.engine.mail.Reply;

/** Dials on a modem of ours, and leaves the line to somebody else. */
public interface Dialler {
    /** @throws InterruptedException if the call is no longer wanted; the modem has been told */
    Dialled dial(String number) throws InterruptedException;

    /** What came of it. */
    sealed interface Dialled {
        /**
         * The modems hear each other.
         *
         * @param speed  bits per second between us and the modem
         * @param lines  whether the port has a modem's lines, so that DCD tells of a carrier
         * @param hangUp ends the call and gives the port back; to be run once
         */
        record Through(Path port, int speed, boolean lines, Runnable hangUp) implements Dialled {}

        /** There is no call. */
        record Failed(Reply reply) implements Dialled {}
    }
}

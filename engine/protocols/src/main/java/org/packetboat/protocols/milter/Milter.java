package org.packetboat.protocols.milter;

import java.time.Duration;
import org.packetboat.engine.mail.Reply;

/**
 * A filter, and how far it is trusted.
 *
 * @param name      for the log
 * @param patience  for each of its answers; ten times that at the end of a message
 * @param onTrouble what becomes of mail that it can't be asked about
 * @param opener    makes connections to it
 * @param watch     hears how it goes
 */
public record Milter(String name, Duration patience, OnTrouble onTrouble, MilterLine.Opener opener,
        MilterWatch watch) {
    /** What becomes of mail that a filter can't be asked about. */
    public enum OnTrouble {
        /** The client is to come again: 451. */
        TEMPFAIL,
        /** It is let pass. */
        ACCEPT,
        /** The client is refused: 550. */
        REFUSE
    }

    private static final Reply LATER = new Reply(451, "4.7.1", "A filter is out of order; try again later");
    private static final Reply NEVER = new Reply(550, "5.7.1", "A filter is out of order");

    /** How mail is refused that it can't be asked about. */
    Reply refusal() {
        return onTrouble == OnTrouble.REFUSE ? NEVER : LATER;
    }
}

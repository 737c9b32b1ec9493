package org.packetboat.protocols.milter;

import java.time.Duration;
import org.packetboat.engine.mail.Reply;

/** Whoever looks at mail before it is accepted, and how far he is trusted. */
public sealed interface Filter permits Milter, Rules {
    /** What becomes of mail that a filter can't be asked about. */
    enum OnTrouble {
        /** The client is to come again: 451. */
        TEMPFAIL,
        /** It is let pass. */
        ACCEPT,
        /** The client is refused: 550. */
        REFUSE
    }

    /** For the log. */
    String name();

    /** For each of its answers. */
    Duration patience();

    /** What becomes of mail that it can't be asked about. */
    OnTrouble onTrouble();

    /** Hears how it goes. */
    FilterWatch watch();

    /** How mail is refused that it can't be asked about. */
    default Reply refusal() {
        return onTrouble() == OnTrouble.REFUSE
                ? new Reply(550, "5.7.1", "A filter is out of order")
                : new Reply(451, "4.7.1", "A filter is out of order; try again later");
    }
}

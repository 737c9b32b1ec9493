package org.packetboat.engine.route;

import java.time.Duration;
import java.util.Optional;
import org.packetboat.engine.mail.Address;

/**
 * What is told and remembered of failures and big sends.
 *
 * @param operator who gets a mail when windows close before all sites have a big send; nobody if empty
 * @param keep     how long the ledger remembers what became of a mail, from its acceptance on
 * @param gather   how long failures of a message wait for others of the same message, to be told together
 * @param settled  how long mail is kept that its site has taken
 */
public record Reporting(Optional<Address> operator, Duration keep, Duration gather, KeepSettled settled) {
    /**
     * How long mail is kept that its site has taken, so that it can be sent again if the site loses it.
     *
     * @param time  so long; zero for not at all
     * @param bytes of messages, at most: the oldest goes first
     */
    public record KeepSettled(Duration time, long bytes) {
        /** 1 GB. */
        public static final long USUAL_BYTES = 1L << 30;
        /** Mail goes when it is delivered. */
        public static final KeepSettled NOT = new KeepSettled(Duration.ZERO, USUAL_BYTES);

        public boolean isOn() {
            return time.isPositive();
        }
    }

    /** So long failures wait, where nobody says otherwise. */
    public static final Duration GATHER = Duration.ofMinutes(5);
    /** No mail; three months. */
    public static final Reporting USUAL = new Reporting(Optional.empty(), Duration.ofDays(90));

    /** Failures wait as long as usual. */
    public Reporting(Optional<Address> operator, Duration keep) {
        this(operator, keep, GATHER, KeepSettled.NOT);
    }

    /** The same, where mail is kept so long that its site has taken. */
    public Reporting keeping(KeepSettled newSettled) {
        return new Reporting(operator, keep, gather, newSettled);
    }
}

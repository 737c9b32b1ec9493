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
 */
public record Reporting(Optional<Address> operator, Duration keep, Duration gather) {
    /** So long failures wait, where nobody says otherwise. */
    public static final Duration GATHER = Duration.ofMinutes(5);
    /** No mail; three months. */
    public static final Reporting USUAL = new Reporting(Optional.empty(), Duration.ofDays(90));

    /** Failures wait as long as usual. */
    public Reporting(Optional<Address> operator, Duration keep) {
        this(operator, keep, GATHER);
    }
}

package org.packetboat.engine.route;

import java.time.Duration;
import java.util.Optional;
import org.packetboat.engine.mail.Address;

/**
 * What is told and remembered of big sends.
 *
 * @param operator who gets a mail when windows close before all sites have a big send; nobody if empty
 * @param keep     how long the ledger remembers what became of a mail, from its acceptance on
 */
public record Reporting(Optional<Address> operator, Duration keep) {
    /** No mail; three months. */
    public static final Reporting USUAL = new Reporting(Optional.empty(), Duration.ofDays(90));
}

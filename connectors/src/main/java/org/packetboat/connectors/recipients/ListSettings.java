package org.packetboat.connectors.recipients;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.packetboat.engine.mail.Domain;

/**
 * A list of recipients.
 *
 * @param name    what it is called, and its file
 * @param domains whose recipients it has
 * @param site    where people live of whom nothing else is said; empty: where the mail of their domain goes
 * @param source  where it is read from
 * @param every   how often a source is read that does not tell whether it has changed
 */
public record ListSettings(String name, Set<Domain> domains, Optional<String> site, RowSource source,
        Duration every) {
    public ListSettings {
        domains = Set.copyOf(domains);
    }
}

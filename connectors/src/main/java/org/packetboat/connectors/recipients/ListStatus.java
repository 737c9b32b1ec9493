package org.packetboat.connectors.recipients;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a list stands.
 *
 * @param source  what it is read from
 * @param rows    how many recipients are known
 * @param read    when they were read; empty if never
 * @param problem why it is not as its source is; empty if it is
 */
public record ListStatus(String name, String source, List<String> domains, long rows, Optional<Instant> read,
        Optional<String> problem) {
    public ListStatus {
        domains = List.copyOf(domains);
    }
}

package org.packetboat.simulator.night;

import java.time.Instant;
import java.util.Optional;

/**
 * When a site's mail is to go.
 *
 * @param notBefore not earlier: its sender wants it so, or the site rests
 * @param deliverBy if it comes later, it is late
 * @param returned  when it is given up; empty for msdead from the begin of the night
 */
public record MailTerms(Optional<Instant> notBefore, Optional<Instant> deliverBy, Optional<Instant> returned) {
    /** At any time. */
    public static final MailTerms NONE = new MailTerms(Optional.empty(), Optional.empty(), Optional.empty());
}

package org.packetboat.simulator.night;

import java.time.Instant;
import java.util.Optional;

/**
 * How the night went for one site.
 *
 * @param site    its name
 * @param server  who called it last; empty if nobody did
 * @param arrived when the batch was there and stored; empty if it never was
 * @param late    whether it came after the window had closed in which the call began, or after its deliver-by
 * @param copies  how often the site's intake took it; 1 if all is well
 * @param calls   how often it was called
 * @param brought how many of its mails have come to the head office
 * @param why     why it is not met; empty if it is
 */
public record SiteNight(String site, String server, Optional<Instant> arrived, boolean late, int copies, int calls,
        int brought, Optional<Unmet> why) {
    /** Whether it got the batch, in time, and once. */
    public boolean isMet() {
        return why.isEmpty();
    }
}

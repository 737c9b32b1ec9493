package org.packetboat.engine.load;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.packetboat.engine.forward.ForwarderStatus;
import org.packetboat.engine.mail.Domain;

/** When what waits for a domain is expected at the next site, as the last plan says. May be asked from any thread. */
public final class ExpectedArrivals {
    private volatile Map<Domain, Instant> arrivals = Map.of();

    /**
     * From now on that of this plan; what was expected of those that a session is under way with stands.
     *
     * @param there by the site's name; {@link Instant#MAX} if never
     */
    public void expect(Map<String, Instant> there, ForwarderStatus status) {
        Map<Domain, Instant> expected = new HashMap<>(arrivals);
        expected.keySet().retainAll(status.inSession());
        expected.putAll(status.expected(there));
        arrivals = Map.copyOf(expected);
    }

    public Optional<Instant> of(Domain domain) {
        return Optional.ofNullable(arrivals.get(domain));
    }
}

package org.packetboat.app.compose.transport;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.packetboat.connectors.system.SystemClock;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.route.Transport;
import org.packetboat.protocols.uucp.greeting.TimeOfDay;

/**
 * Tells other Packetboats the time, and believes the one of {@code clock-from}, whoever called: it has shown who it is
 * by its login here, or we have called its number and were let in.
 */
final class ClockTelling implements TimeOfDay {
    private final Optional<String> site;
    private final SystemClock clock;
    private final Supplier<Policy> policy;

    ClockTelling(Optional<String> site, SystemClock clock, Supplier<Policy> policy) {
        this.site = site;
        this.clock = clock;
        this.policy = policy;
    }

    @Override
    public Optional<Instant> now() {
        return clock.trusted();
    }

    @Override
    public void told(String node, Instant time) {
        if (isBelieved(node)) clock.told(node, time);
    }

    private boolean isBelieved(String node) {
        return policy.get().routes().own().stream().filter(r -> site.filter(r.site()::equals).isPresent())
                .anyMatch(r -> r.transport() instanceof Transport.Uucp uucp && uucp.node().equals(node));
    }
}

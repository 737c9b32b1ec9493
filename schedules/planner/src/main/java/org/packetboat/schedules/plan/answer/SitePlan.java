package org.packetboat.schedules.plan.answer;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.packetboat.engine.tariff.Money;

/**
 * How one site is served.
 *
 * @param name            the site
 * @param server          by whom
 * @param line            over which of its lines
 * @param calls           one, or several if a transfer is cut at the end of windows; in order
 * @param slack           how much later the last call could end: up to the close of the window it is in, or deliver-by
 * @param reserve         how much of the calls' time is set aside for failures
 * @param expectedRetries how many calls will fail, on average
 * @param charge          what its calls cost, the reserve for failures included
 * @param since           since when its first call is no dearer than planned; empty if it always was
 */
public record SitePlan(String name, String server, String line, List<PlannedCall> calls, Duration slack,
        Duration reserve, double expectedRetries, Optional<Money> charge, Optional<Instant> since) {
    /** One that costs nothing. */
    public SitePlan(String name, String server, String line, List<PlannedCall> calls, Duration slack,
            Duration reserve, double expectedRetries) {
        this(name, server, line, calls, slack, reserve, expectedRetries, Optional.empty(), Optional.empty());
    }

    public SitePlan {
        calls = List.copyOf(calls);
    }

    public Instant start() {
        return calls.getFirst().start();
    }

    public Instant end() {
        return calls.getLast().end();
    }
}

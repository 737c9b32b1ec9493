package org.packetboat.app.simulate;

import java.time.Duration;
import java.util.List;
import org.packetboat.engine.route.Interval;
import org.packetboat.schedules.plan.Calling;

/**
 * What is played, but for the seed.
 *
 * @param night     from when to when; the batch is accepted when it begins
 * @param servers   their names, in the order of the chart; each has one line and calls one site at a time
 * @param sites     who is to get the batch
 * @param calling   how long a call takes apart from its session, and how many of all calls fail: half of these find
 *                  nobody, the others lose the line somewhere on the way
 * @param bitErrors the chance of each bit to be turned on the line, either way; 0 to below 1
 */
public record Scenario(Interval night, List<String> servers, List<SimulatedSite> sites, Calling calling,
        double bitErrors) {
    private static final Duration LONGEST = Duration.ofDays(366);

    /** @throws IllegalArgumentException if a value is out of range */
    public Scenario {
        servers = List.copyOf(servers);
        sites = List.copyOf(sites);
        if (!(bitErrors >= 0 && bitErrors < 1))
            throw new IllegalArgumentException("a bit error rate of " + bitErrors + "; expected 0 to below 1");
        if (sites.isEmpty()) throw new IllegalArgumentException("nobody is to get anything; expected a site or more");
        if (night.left(night.open()).compareTo(LONGEST) > 0)
            throw new IllegalArgumentException("a night of " + night.left(night.open()) + "; expected a year at most");
    }
}

package org.packetboat.simulator.night;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.packetboat.engine.route.Interval;
import org.packetboat.schedules.night.Expected;
import org.packetboat.schedules.plan.question.PlanServer;
import org.packetboat.simulator.night.trouble.HubDeath;

/**
 * What is played, but for the seed.
 *
 * @param night    from when to when; the batch is accepted when it begins
 * @param servers  in the order of the chart; each makes one call at a time
 * @param sites    who is to get the batch
 * @param lines    what the calls are like
 * @param expected what the hub reckons with when it plans its night
 * @param death    when the hub's program is killed; empty if it is not
 */
public record Scenario(Interval night, List<PlanServer> servers, List<SimulatedSite> sites, LineTerms lines,
        Expected expected, Optional<HubDeath> death) {
    private static final Duration LONGEST = Duration.ofDays(366);

    /** One in which the hub's program is not killed. */
    public Scenario(Interval night, List<PlanServer> servers, List<SimulatedSite> sites, LineTerms lines,
            Expected expected) {
        this(night, servers, sites, lines, expected, Optional.empty());
    }

    /** @throws IllegalArgumentException if a value is out of range */
    public Scenario {
        servers = List.copyOf(servers);
        sites = List.copyOf(sites);
        if (servers.isEmpty()) throw new IllegalArgumentException("there is no server; expected one or more");
        if (sites.isEmpty()) throw new IllegalArgumentException("nobody is to get anything; expected a site or more");
        if (night.left(night.open()).compareTo(LONGEST) > 0)
            throw new IllegalArgumentException("a night of " + night.left(night.open()) + "; expected a year at most");
    }
}

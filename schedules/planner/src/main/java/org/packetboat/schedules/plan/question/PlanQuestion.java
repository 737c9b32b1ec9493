package org.packetboat.schedules.plan.question;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.packetboat.engine.calls.MadeCall;
import org.packetboat.engine.route.Interval;

/**
 * What the planner is asked: may these sites be served by these servers within this stretch of time?
 *
 * @param now     when the question is asked; nothing can be planned before it
 * @param horizon the stretch to plan, usually from now or this evening to tomorrow's start of business
 * @param sites   who is to get something; names are unique
 * @param servers who can send; names are unique, and so are those of all lines
 * @param made    the calls of the day before, which count against limits as those that are planned do
 */
public record PlanQuestion(Instant now, Interval horizon, List<PlanSite> sites, List<PlanServer> servers,
        List<MadeCall> made) {
    /** The longest horizon, in days. */
    public static final int LONGEST_DAYS = 366;

    /** @throws IllegalArgumentException if the horizon is over at {@code now}, or longer than a year */
    public PlanQuestion {
        sites = List.copyOf(sites);
        servers = List.copyOf(servers);
        made = List.copyOf(made);
        if (!horizon.close().isAfter(now))
            throw new IllegalArgumentException(
                    "the horizon ends at " + horizon.close() + ", which is not after " + now);
        if (horizon.left(horizon.open()).toDays() >= LONGEST_DAYS)
            throw new IllegalArgumentException("the horizon is longer than " + LONGEST_DAYS + " days");
    }

    /** One before which nobody was called. */
    public PlanQuestion(Instant now, Interval horizon, List<PlanSite> sites, List<PlanServer> servers) {
        this(now, horizon, sites, servers, List.of());
    }

    /** The same after these calls. */
    public PlanQuestion after(List<MadeCall> calls) {
        return new PlanQuestion(now, horizon, sites, servers, calls);
    }

    /** From when on calls can be made, in whole milliseconds. */
    public Instant start() {
        return start(now, horizon);
    }

    private static Instant start(Instant now, Interval horizon) {
        Instant start = OpenTimes.later(now, horizon.open());
        Instant whole = start.truncatedTo(ChronoUnit.MILLIS);
        return whole.equals(start) ? whole : whole.plusMillis(1);
    }

    /** The same with one more server. */
    public PlanQuestion plus(PlanServer server) {
        List<PlanServer> more = new ArrayList<>(servers);
        more.add(server);
        return new PlanQuestion(now, horizon, sites, more, made);
    }

    /** The same without these sites. */
    public PlanQuestion without(Set<String> names) {
        return new PlanQuestion(now, horizon, sites.stream().filter(site -> !names.contains(site.name())).toList(),
                servers, made);
    }

    /** The same with other sites, within another horizon. */
    public PlanQuestion with(Interval newHorizon, UnaryOperator<PlanSite> change) {
        return new PlanQuestion(now, newHorizon, sites.stream().map(change).toList(), servers, made);
    }
}

package org.packetboat.schedules.plan.answer;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.packetboat.engine.tariff.Money;

/**
 * Who is served when and by whom. Immutable.
 *
 * @param start when the first site can first be called; what {@link #makespan} is measured from
 * @param sites those that are served, in the order of their first calls
 * @param bound the earliest end that any schedule of all sites could have
 * @param least what these sites cost at least in any schedule; none if calls cost nothing
 */
public record Schedule(Instant start, List<SitePlan> sites, Bound bound, Optional<Money> least) {
    /** One that costs nothing. */
    public Schedule(Instant start, List<SitePlan> sites, Bound bound) {
        this(start, sites, bound, Optional.empty());
    }

    public Schedule {
        sites = List.copyOf(sites);
    }

    /** When the last call ends; the start if there is none. */
    public Instant end() {
        return sites.stream().map(SitePlan::end).max(Comparator.naturalOrder()).orElse(start);
    }

    /** From the first instant that any site could be called to the end of the last call. */
    public Duration makespan() {
        return Duration.between(start, end());
    }

    /** How much later the tightest site could end; zero if there is none. */
    public Duration spare() {
        return sites.stream().map(SitePlan::slack).min(Comparator.naturalOrder()).orElse(Duration.ZERO);
    }

    /** The time set aside for failed calls, in all. */
    public Duration reserve() {
        return sites.stream().map(SitePlan::reserve).reduce(Duration.ZERO, Duration::plus);
    }

    /** What all calls cost; a sum for each currency. */
    public List<Money> cost() {
        return Money.sums(sites.stream().flatMap(site -> site.charge().stream()));
    }

    /** How many calls will fail, on average. */
    public double expectedRetries() {
        return sites.stream().mapToDouble(SitePlan::expectedRetries).sum();
    }

    public Optional<SitePlan> site(String name) {
        return sites.stream().filter(site -> site.name().equals(name)).findFirst();
    }

    /** All calls of a server, in order. */
    public List<PlannedCall> callsBy(String server) {
        return sites.stream().filter(site -> site.server().equals(server)).flatMap(site -> site.calls().stream())
                .sorted(Comparator.comparing(PlannedCall::start)).toList();
    }
}

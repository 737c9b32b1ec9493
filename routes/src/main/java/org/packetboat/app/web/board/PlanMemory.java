package org.packetboat.app.web.board;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.packetboat.app.planning.Planning;
import org.packetboat.schedules.plan.answer.SitePlan;

/**
 * Remembers what was planned: the plan in force as a whole, and for a day the calls of earlier plans that had begun
 * when these were replaced. A new plan has nothing of the past, but people compare what was planned with what happened.
 * At most 5000 earlier calls, in memory only.
 */
public final class PlanMemory {
    private static final Duration KEPT = Duration.ofDays(1);
    private static final int MOST = 5_000;
    /** So the plan names what a server is busy with; it is no site. */
    private static final String BUSY = "in session at ";

    private final Deque<SitePlan> before = new ArrayDeque<>();
    private Optional<Planning.Planned> latest = Optional.empty();

    /** A new plan is in force. */
    public synchronized void hear(Planning.Planned plan) {
        latest.ifPresent(old -> calls(old).filter(p -> p.start().isBefore(plan.at())).forEach(before::addLast));
        while (!before.isEmpty() && (before.size() > MOST
                || before.getFirst().end().isBefore(plan.at().minus(KEPT))))
            before.removeFirst();
        latest = Optional.of(plan);
    }

    private static Stream<SitePlan> calls(Planning.Planned plan) {
        return plan.schedule().sites().stream().filter(p -> !p.name().startsWith(BUSY));
    }

    /** Who is called when by the plan in force, by site. */
    public synchronized Map<String, SitePlan> bySite() {
        return latest.stream().flatMap(PlanMemory::calls)
                .collect(Collectors.toMap(SitePlan::name, Function.identity(), (a, _) -> a));
    }

    /** When the plan in force was made. */
    public synchronized Optional<Instant> at() {
        return latest.map(Planning.Planned::at);
    }

    /** What is or was planned for this time. */
    synchronized List<SitePlan> between(Instant from, Instant to) {
        List<SitePlan> all = new ArrayList<>(before);
        latest.stream().flatMap(PlanMemory::calls).forEach(all::add);
        return all.stream().filter(p -> p.start().isBefore(to) && p.end().isAfter(from)).toList();
    }
}

package org.packetboat.app.web.board;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.packetboat.app.planning.Planning;
import org.packetboat.app.web.book.PastCall;
import org.packetboat.app.web.book.PlannedCalls;
import org.packetboat.schedules.plan.answer.SitePlan;

/**
 * Remembers what was planned: the plan in force as a whole, and of earlier plans the calls that had begun when these
 * were replaced. A new plan has nothing of the past, but people compare what was planned with what happened. The last
 * day's are in memory, at most 5000 of them; the others in files. What begins between the last plan and a kill is
 * forgotten.
 */
public final class PlanMemory implements AutoCloseable {
    private static final Duration KEPT = Duration.ofDays(1);
    private static final int MOST = 5_000;
    /** So the plan names what a server is busy with; it is no site. */
    private static final String BUSY = "in session at ";

    private final PlannedCalls past;
    private final InstantSource clock;
    private final Deque<PastCall> before = new ArrayDeque<>();
    private Optional<Planning.Planned> latest = Optional.empty();
    /** From when on all is in memory. */
    private Instant complete = Instant.MAX;

    /** @param past what was planned in earlier nights, and lives */
    public PlanMemory(PlannedCalls past, InstantSource clock) {
        this.past = past;
        this.clock = clock;
    }

    /** A new plan is in force. */
    public synchronized void hear(Planning.Planned plan) {
        if (latest.isEmpty()) complete = plan.at();
        begun(plan.at());
        latest = Optional.of(plan);
    }

    private void begun(Instant now) {
        latest.stream().flatMap(PlanMemory::sites).flatMap(PlanMemory::calls).filter(c -> c.begin().isBefore(now))
                .forEach(call -> {
                    before.addLast(call);
                    past.keep(call);
                });
        while (!before.isEmpty()
                && (before.size() > MOST || before.getFirst().end().isBefore(now.minus(KEPT))))
            forget(before.removeFirst());
    }

    private void forget(PastCall oldest) {
        if (oldest.end().isAfter(complete)) complete = oldest.end();
    }

    private static Stream<SitePlan> sites(Planning.Planned plan) {
        return plan.schedule().sites().stream().filter(p -> !p.name().startsWith(BUSY));
    }

    private static Stream<PastCall> calls(SitePlan site) {
        return site.calls().stream().map(call -> PlannedCalls.of(site.server(), site.line(), call));
    }

    /** Who is called when by the plan in force, by site. */
    public synchronized Map<String, SitePlan> bySite() {
        return latest.stream().flatMap(PlanMemory::sites)
                .collect(Collectors.toMap(SitePlan::name, Function.identity(), (a, _) -> a));
    }

    /** When the plan in force was made. */
    public synchronized Optional<Instant> at() {
        return latest.map(Planning.Planned::at);
    }

    /** What is or was planned for this time. */
    List<PastCall> between(Instant from, Instant to) {
        Set<PastCall> all = new LinkedHashSet<>();
        Instant memory;
        synchronized (this) {
            memory = complete;
            Stream.concat(before.stream(), latest.stream().flatMap(PlanMemory::sites).flatMap(PlanMemory::calls))
                    .filter(call -> call.begin().isBefore(to) && call.end().isAfter(from)).forEach(all::add);
        }
        if (from.isBefore(memory)) all.addAll(past.between(from, to));
        return List.copyOf(all);
    }

    /** What has begun is kept. */
    @Override
    public void close() {
        synchronized (this) {
            begun(clock.instant());
            latest = Optional.empty();
        }
        past.close();
    }
}

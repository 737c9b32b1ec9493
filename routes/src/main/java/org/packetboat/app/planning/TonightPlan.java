package org.packetboat.app.planning;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.packetboat.connectors.jmx.ServerMXBean;
import org.packetboat.engine.forward.DeadLine;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.route.Route;
import org.packetboat.schedules.night.Expected;
import org.packetboat.schedules.night.NightPlan;
import org.packetboat.schedules.plan.Planner;
import org.packetboat.schedules.plan.question.PlanQuestion;
import org.packetboat.schedules.plan.question.PlanServer;
import org.packetboat.schedules.plan.question.PlannerSettings;

/**
 * What {@code packetboat plan} would say of what waits in this server now, or would if something were different.
 * Changes nothing.
 *
 * @param server  whose queue it is
 * @param routes  those that its own servers call over
 * @param servers of this machine
 */
public record TonightPlan(ServerMXBean server, Supplier<List<Route>> routes,
        Supplier<List<PlanServer>> servers, Expected expected, InstantSource clock) {
    private static final Duration HORIZON = Duration.ofDays(1);
    /** As plans of the running server: somebody waits for the answer. */
    private static final long EFFORT = 300_000;

    /** Asks the node what waits, then plans. @param remedies whether to look for remedies, which takes longer */
    public NightAnswer answer(NightChange change, boolean remedies) {
        Instant now = clock.instant();
        WaitingLoads waiting = WaitingLoads.of(server);
        List<DeadLine> dead = server.listDeadLines().stream()
                .map(row -> new DeadLine(row.server(), row.link(), Instant.parse(row.until()))).toList();
        List<PlanServer> able = NightPlan.alive(servers.get(), dead);
        PlanQuestion question = new PlanQuestion(now, new Interval(now, now.plus(HORIZON)),
                waiting.loads(routes.get(), now).stream().map(load -> NightPlan.waiting(load, able, expected, now))
                        .toList(),
                able, waiting.made());
        return NightAnswer.of(change.of(question), waiting.returned(),
                new Planner(PlannerSettings.USUAL.withEffort(EFFORT)), remedies).but(waiting.unseen());
    }
}

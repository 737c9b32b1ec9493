package org.packetboat.simulator.night;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.packetboat.engine.forward.BusyServer;
import org.packetboat.engine.node.Node;
import org.packetboat.engine.sim.SimTime;
import org.packetboat.engine.site.SiteLoad;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.status.Watcher;
import org.packetboat.schedules.night.Expected;
import org.packetboat.schedules.night.Replanning;
import org.packetboat.schedules.plan.question.PlanServer;

/** The program's own planning during the night, when the program would do it, but that it takes no time here. */
final class SimulatedPlanning implements Watcher {
    private final SimTime time;
    private final List<PlanServer> servers;
    private final Replanning replanning;
    private Optional<Node> node = Optional.empty();
    private Instant rested = Instant.MIN;
    private boolean due;

    SimulatedPlanning(SimTime time, Scenario scenario) {
        this.time = time;
        this.servers = scenario.servers();
        Expected known = scenario.expected();
        this.replanning = new Replanning(
                new Expected(known.calling(), known.compression(), known.history().copy()));
    }

    /** This node follows its plans from now on. */
    void follow(Node follower) {
        node = Optional.of(follower);
        follower.reckonBy(replanning.pace());
    }

    @Override
    public void on(StatusEvent event) {
        if (!replanning.on(event) || due) return;
        due = true;
        Instant begin = rested.isAfter(time.now()) ? rested : time.now();
        time.at(begin.plus(Replanning.SETTLING), () -> node.ifPresent(n -> n.overview().loads(
                loads -> n.overview().busy(busy -> plan(n, loads, busy)))));
    }

    private void plan(Node follower, List<SiteLoad> loads, List<BusyServer> busy) {
        due = false;
        rested = time.now().plus(Replanning.rest(loads.size()));
        follower.follow(Replanning.timetable(replanning.schedule(loads, busy, servers, time.now())));
    }
}

package org.packetboat.simulator.night;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.packetboat.engine.node.Node;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.status.Watcher;
import org.packetboat.schedules.night.Expected;
import org.packetboat.schedules.night.NightState;
import org.packetboat.schedules.night.Replanning;
import org.packetboat.schedules.plan.question.PlanServer;
import org.packetboat.simulator.call.Station;

/**
 * The planning of one life of the hub's program during the night, when the program would do it, but that it takes no
 * time here.
 */
final class SimulatedPlanning implements Watcher {
    private final Station life;
    private final List<PlanServer> servers;
    private final Replanning replanning;
    private Optional<Node> node = Optional.empty();
    private Instant rested = Instant.MIN;
    private boolean due;

    /** @param known what it reckons with; what sessions show is noted there */
    SimulatedPlanning(Station life, List<PlanServer> servers, Expected known) {
        this.life = life;
        this.servers = servers;
        this.replanning = new Replanning(known);
    }

    /** This node follows its plans from now on. */
    void follow(Node follower) {
        node = Optional.of(follower);
        follower.reckonBy(replanning.pace());
        plan();
    }

    @Override
    public void on(StatusEvent event) {
        if (replanning.on(event)) plan();
    }

    private Instant now() {
        return life.time().now();
    }

    private void plan() {
        if (due) return;
        due = true;
        Instant begin = rested.isAfter(now()) ? rested : now();
        life.time().at(begin.plus(Replanning.SETTLING), life.guarded(() -> node.ifPresent(n -> n.overview().loads(
                loads -> n.overview().busy(busy -> n.overview()
                        .calls(made -> plan(n, new NightState(loads, busy, made))))))));
    }

    private void plan(Node follower, NightState state) {
        due = false;
        rested = now().plus(Replanning.rest(state.loads().size()));
        follower.follow(Replanning.timetable(replanning.schedule(state, servers, now()), state.loads(), now()));
    }
}

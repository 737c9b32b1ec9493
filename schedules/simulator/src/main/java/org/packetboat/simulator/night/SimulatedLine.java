package org.packetboat.simulator.night;

import java.util.Optional;
import java.util.SplittableRandom;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.sim.SimLine;
import org.packetboat.engine.sim.SimTime;

/** The line of one server: whatever chance does to its calls is drawn here, and it may be dead for a while. */
final class SimulatedLine {
    private final SimTime time;
    private final SplittableRandom random;
    private final Optional<Interval> outage;
    private Optional<SimLine> wire = Optional.empty();

    /** @param busy when lines are needed: when it dies, it dies then */
    SimulatedLine(SimTime time, Outages outages, Interval busy, SplittableRandom random) {
        this.time = time;
        this.outage = outages.draw(random, busy);
        this.random = random;
        outage.ifPresent(dead -> time.at(dead.open(), () -> wire.ifPresent(SimLine::cut)));
    }

    /** This is what the call on it goes over. */
    void carries(SimLine now) {
        wire = Optional.of(now);
    }

    SplittableRandom random() {
        return random;
    }

    Optional<Interval> outage() {
        return outage;
    }

    boolean isDead() {
        return outage.filter(dead -> dead.contains(time.now())).isPresent();
    }
}

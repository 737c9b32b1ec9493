package org.packetboat.simulator.call;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.packetboat.engine.link.Line;
import org.packetboat.engine.link.LinkSession.Event;
import org.packetboat.engine.sim.SimLine;
import org.packetboat.engine.sim.SimTime;

/** A program at one end of a simulated wire, from its start to its end: what it was to do later dies with it. */
public interface Station {
    SimTime time();

    /** What it takes for the time. */
    InstantSource clock();

    /** Work that is only done if it still runs. */
    Runnable guarded(Runnable work);

    /** The end of a wire, as its sessions have it. */
    Line line(SimLine.End end);

    /** From now on this hears what happens at its end of the wire. */
    void attach(SimLine wire, SimLine.End end, Consumer<Event> owner);

    /** Does this after a while. */
    default void in(Duration wait, Runnable work) {
        time().in(wait, guarded(work));
    }

    /** One that never dies and whose clock is right. */
    static Station steady(SimTime time) {
        return new Steady(time);
    }

    /** The station of a night, in which only lines fail. */
    record Steady(SimTime time) implements Station {
        @Override
        public InstantSource clock() {
            return time::now;
        }

        @Override
        public Runnable guarded(Runnable work) {
            return work;
        }

        @Override
        public Line line(SimLine.End end) {
            return end;
        }

        @Override
        public void attach(SimLine wire, SimLine.End end, Consumer<Event> owner) {
            end.attach(owner);
        }
    }
}

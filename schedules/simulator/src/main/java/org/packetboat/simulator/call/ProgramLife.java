package org.packetboat.simulator.call;

import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.packetboat.engine.link.Line;
import org.packetboat.engine.link.LinkSession.Event;
import org.packetboat.engine.sim.SimLine;
import org.packetboat.engine.sim.SimTime;

/** One life of a program whose clock is right, until it is killed: its wires are cut, and it does nothing any more. */
public final class ProgramLife implements Station {
    private final SimTime time;
    private final Set<SimLine> wires = new LinkedHashSet<>();
    private boolean over;

    public ProgramLife(SimTime time) {
        this.time = time;
    }

    /** It ends, whatever it was doing. */
    public void kill() {
        over = true;
        wires.forEach(SimLine::cut);
        wires.clear();
    }

    @Override
    public SimTime time() {
        return time;
    }

    @Override
    public InstantSource clock() {
        return time::now;
    }

    @Override
    public Runnable guarded(Runnable work) {
        return () -> {
            if (!over) work.run();
        };
    }

    @Override
    public Line line(SimLine.End end) {
        return end;
    }

    @Override
    public void attach(SimLine wire, SimLine.End end, Consumer<Event> owner) {
        wires.add(wire);
        end.attach(event -> guarded(() -> {
            if (event instanceof Event.Lost) wires.remove(wire);
            owner.accept(event);
        }).run());
    }
}

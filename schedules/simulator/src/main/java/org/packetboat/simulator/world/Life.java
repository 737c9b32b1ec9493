package org.packetboat.simulator.world;

import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.packetboat.engine.link.Line;
import org.packetboat.engine.link.LinkSession.Event;
import org.packetboat.engine.sim.SimLine;
import org.packetboat.engine.sim.SimTime;
import org.packetboat.engine.store.UnreadableException;
import org.packetboat.simulator.call.Station;

/** One life of a node, from power on to power off: what it planned to do it does not do once it is over. */
final class Life implements Station {
    private final SimTime time;
    private final LocalClock clock;
    private final Parts parts;
    private final Set<Runnable> whenOver = new LinkedHashSet<>();
    private final Set<String> hostsDown = new HashSet<>();
    private final Hands hands = new Hands();
    private boolean over;

    Life(SimTime time, LocalClock clock, Parts parts) {
        this.time = time;
        this.clock = clock;
        this.parts = parts;
    }

    Parts parts() {
        return parts;
    }

    /** The sites all of whose hosts are said to be down. */
    Set<String> hostsDown() {
        return hostsDown;
    }

    /** What its sessions have in hand. */
    Hands hands() {
        return hands;
    }

    @Override
    public LocalClock clock() {
        return clock;
    }

    @Override
    public SimTime time() {
        return time;
    }

    @Override
    public Line line(SimLine.End end) {
        return new LifeLine(this, end);
    }

    @Override
    public void attach(SimLine wire, SimLine.End end, Consumer<Event> owner) {
        end.attach((Event event) -> called(() -> owner.accept(event)).run());
        whenOver(wire::cut);
    }

    boolean isOver() {
        return over;
    }

    /** Does this when the node's clock shows that time. */
    void when(Instant shown, Runnable work) {
        Instant at = clock.shows(shown);
        if (!at.equals(Instant.MAX)) time.at(at, guarded(work));
    }

    /** What a call does: one that comes across what the disk has damaged has ended by it. */
    Runnable called(Runnable work) {
        return guarded(() -> {
            try {
                work.run();
            } catch (UnreadableException damaged) {
                return; // the node has heard of it, and sets it aside
            }
        });
    }

    @Override
    public Runnable guarded(Runnable work) {
        return () -> {
            if (!over) work.run();
        };
    }

    /** Does this when the power fails, unless it is {@link #forget forgotten} before. */
    void whenOver(Runnable work) {
        whenOver.add(work);
    }

    void forget(Runnable work) {
        whenOver.remove(work);
    }

    /** The power fails. */
    void end() {
        over = true;
        List.copyOf(whenOver).forEach(Runnable::run);
        whenOver.clear();
    }
}

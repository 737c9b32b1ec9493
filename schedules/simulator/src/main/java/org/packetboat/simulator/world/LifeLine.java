package org.packetboat.simulator.world;

import java.time.Instant;
import org.packetboat.engine.link.Line;
import org.packetboat.engine.sim.SimLine;

/** One end of a simulated wire as a node has it: by the node's own clock, and dead with the node. */
record LifeLine(Life life, SimLine.End end) implements Line {
    @Override
    public void send(byte[] bytes) {
        if (!life.isOver()) end.send(bytes);
    }

    @Override
    public void secure() {
        if (!life.isOver()) end.secure();
    }

    @Override
    public void alarm(Instant at) {
        end.alarm(at.equals(Instant.MAX) ? at : life.clock().shows(at));
    }

    @Override
    public void later(Runnable work) {
        end.later(life.called(work));
    }

    @Override
    public long unconfirmed() {
        return end.unconfirmed();
    }

    @Override
    public void close() {
        if (!life.isOver()) end.close();
    }
}

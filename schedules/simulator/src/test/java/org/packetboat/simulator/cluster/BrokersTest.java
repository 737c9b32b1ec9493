package org.packetboat.simulator.cluster;

import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.packetboat.engine.log.LogContract;
import org.packetboat.engine.log.ReplicatedLog;
import org.packetboat.engine.log.SnapshotStorage;
import org.packetboat.engine.sim.SimTime;

/** Simulated brokers that are well promise what Kafka's do. */
class BrokersTest extends LogContract {
    private SimTime time;
    private BrokerLink one;
    private BrokerLink other;

    @BeforeEach
    void connect() {
        time = new SimTime(Instant.parse("2026-11-20T00:00:00Z"));
        Brokers brokers = new Brokers(time, new SplittableRandom(1), true,
                new ClusterWatch(List.of(), time, () -> {
                    throw new AssertionError("nobody asks");
                }));
        one = link(brokers, "one");
        other = link(brokers, "other");
    }

    private BrokerLink link(Brokers brokers, String name) {
        return new BrokerLink(brokers, time, new SplittableRandom(2), () -> false, new BrokerLink.End() {
            @Override
            public boolean isCut() {
                return false;
            }

            @Override
            public void deliver(Runnable what) {
                what.run();
            }

            @Override
            public void fences() {}

            @Override
            public String name() {
                return name;
            }
        });
    }

    @Override
    protected ReplicatedLog log() {
        return one;
    }

    @Override
    protected ReplicatedLog otherLog() {
        return other;
    }

    @Override
    protected SnapshotStorage snapshots() {
        return one;
    }

    @Override
    protected SnapshotStorage otherSnapshots() {
        return other;
    }

    @Override
    protected void await(BooleanSupplier done) {
        while (!done.getAsBoolean())
            if (!time.step()) throw new AssertionError("nothing more happens");
    }
}

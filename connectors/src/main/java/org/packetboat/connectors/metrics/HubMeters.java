package org.packetboat.connectors.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.packetboat.connectors.metrics.ServerFigures.Machine;

/** How the machines of a hub stand. What is not known of one has no series. */
final class HubMeters {
    /** A hub has two or three. */
    private static final int MOST = 16;

    private final RowGauges<Machine> gauges;

    HubMeters(MeterRegistry registry) {
        gauges = new RowGauges<>(registry, "machine", Machine::machine, MOST)
                .with("packetboat.hub.owner", "1 for the machine that owns the queue, else 0.", m -> m.owner() ? 1 : 0)
                .with("packetboat.hub.term", "The term that a machine follows, or owns in.", Machine::term)
                .with("packetboat.hub.lag.changes", "Changes that a machine knows of and has not on disk.",
                        Machine::lag)
                .with("packetboat.hub.lag.seconds", "For how long a machine has not had all changes.",
                        Machine::lagSeconds)
                .with("packetboat.hub.heard.age.seconds", "How long ago a machine told how it stands.",
                        Machine::heardAge);
    }

    void update(List<Machine> machines) {
        gauges.update(machines);
    }
}

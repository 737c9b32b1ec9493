package org.packetboat.connectors.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.packetboat.connectors.metrics.ServerFigures.Machine;

/** How the machines of a hub stand; series for the first so many. What is not known of one has none. */
final class HubMeters {
    /** A hub has two or three. */
    private static final int MOST = 16;

    private final Map<MultiGauge, ToDoubleFunction<Machine>> gauges = new LinkedHashMap<>();
    private final MeterRegistry registry;

    HubMeters(MeterRegistry registry) {
        this.registry = registry;
        gauge("packetboat.hub.owner", "1 for the machine that owns the queue, else 0.", m -> m.owner() ? 1 : 0);
        gauge("packetboat.hub.term", "The term that a machine follows, or owns in.", Machine::term);
        gauge("packetboat.hub.lag.changes", "Changes that a machine knows of and has not on disk.", Machine::lag);
        gauge("packetboat.hub.lag.seconds", "For how long a machine has not had all changes.",
                Machine::lagSeconds);
        gauge("packetboat.hub.heard.age.seconds", "How long ago a machine told how it stands.", Machine::heardAge);
    }

    private void gauge(String name, String help, ToDoubleFunction<Machine> what) {
        gauges.put(MultiGauge.builder(name).description(help).register(registry), what);
    }

    void update(List<Machine> machines) {
        List<Machine> shown = machines.stream().limit(MOST).toList();
        gauges.forEach((gauge,
                what) -> gauge.register(shown.stream().filter(m -> what.applyAsDouble(m) >= 0).<MultiGauge.Row<?>>map(
                        m -> MultiGauge.Row.of(Tags.of("machine", m.machine()), what.applyAsDouble(m)))
                        .toList(), true));
    }
}

package org.packetboat.connectors.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.packetboat.connectors.metrics.ServerFigures.Branch;

/** How branches were in the last call with each: series for the first so many. What one did not say has none. */
final class FleetMeters {
    private final Map<MultiGauge, ToDoubleFunction<Branch>> gauges = new LinkedHashMap<>();
    private final MeterRegistry registry;
    private final int most;

    /** @param most how many branches may have series */
    FleetMeters(MeterRegistry registry, int most) {
        this.registry = registry;
        this.most = most;
        gauge("packetboat.fleet.heard.age.seconds", "How long ago a branch was heard.", Branch::heardAge);
        gauge("packetboat.fleet.silent.windows", "For how many windows a branch was silent.", Branch::silent);
        gauge("packetboat.fleet.disk.free.bytes", "Bytes free on a branch's disk.", Branch::free);
        gauge("packetboat.fleet.envelopes", "Envelopes that wait at a branch.", Branch::depth);
        gauge("packetboat.fleet.oldest.seconds", "How long the oldest mail of a branch has waited.", Branch::oldest);
        gauge("packetboat.fleet.problems", "Problems that a branch has.", Branch::problems);
    }

    private void gauge(String name, String help, ToDoubleFunction<Branch> what) {
        gauges.put(MultiGauge.builder(name).description(help).register(registry), what);
    }

    void update(List<Branch> branches) {
        List<Branch> shown = branches.stream().limit(most).toList();
        gauges.forEach((gauge,
                what) -> gauge.register(shown.stream()
                        .filter(b -> what.applyAsDouble(b) >= 0).<MultiGauge.Row<?>>map(
                                b -> MultiGauge.Row.of(Tags.of("site", b.site()), what.applyAsDouble(b)))
                        .toList(), true));
    }
}

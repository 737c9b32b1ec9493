package org.packetboat.connectors.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.packetboat.connectors.metrics.ServerFigures.Branch;

/** How branches were in the last call with each: series for the first so many. What one did not say has none. */
final class FleetMeters {
    private final RowGauges<Branch> gauges;

    /** @param most how many branches may have series */
    FleetMeters(MeterRegistry registry, int most) {
        gauges = new RowGauges<>(registry, "site", Branch::site, most)
                .with("packetboat.fleet.heard.age.seconds", "How long ago a branch was heard.", Branch::heardAge)
                .with("packetboat.fleet.silent.windows", "For how many windows a branch was silent.", Branch::silent)
                .with("packetboat.fleet.disk.free.bytes", "Bytes free on a branch's disk.", Branch::free)
                .with("packetboat.fleet.envelopes", "Envelopes that wait at a branch.", Branch::depth)
                .with("packetboat.fleet.oldest.seconds", "How long the oldest mail of a branch has waited.",
                        Branch::oldest)
                .with("packetboat.fleet.problems", "Problems that a branch has.", Branch::problems);
    }

    void update(List<Branch> branches) {
        gauges.update(branches);
    }
}

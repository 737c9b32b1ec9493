package org.packetboat.connectors.metrics;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.List;
import org.packetboat.connectors.watch.Durations;

/** Durations that somebody else has counted, as a histogram. Micrometer's own would have to count them again. */
record DurationHistogram(String name, String help, Durations durations) implements Collector {
    @Override
    public MetricSnapshot collect() {
        ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
        List<Long> counts = durations.counts();
        for (int i = 0; i < counts.size(); i++) {
            double end = i < Durations.UP_TO.size()
                    ? Durations.UP_TO.get(i).toMillis() / 1000.0
                    : Double.POSITIVE_INFINITY;
            buckets.bucket(end, counts.get(i));
        }
        return HistogramSnapshot.builder().name(name).help(help).unit(Unit.SECONDS)
                .dataPoint(HistogramSnapshot.HistogramDataPointSnapshot.builder()
                        .classicHistogramBuckets(buckets.build()).sum(durations.seconds()).build())
                .build();
    }
}

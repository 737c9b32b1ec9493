package org.packetboat.connectors.metrics;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.List;
import java.util.Map;
import org.packetboat.connectors.watch.Durations;

/**
 * Durations that somebody else has counted, as a histogram. Micrometer's own would have to count them again.
 *
 * @param rows one for each set of labels
 */
record DurationHistogram(String name, String help, Map<Labels, Durations> rows) implements Collector {
    /** One without labels. */
    DurationHistogram(String name, String help, Durations durations) {
        this(name, help, Map.of(Labels.EMPTY, durations));
    }

    @Override
    public MetricSnapshot collect() {
        HistogramSnapshot.Builder all = HistogramSnapshot.builder().name(name).help(help).unit(Unit.SECONDS);
        rows.forEach((labels, durations) -> all.dataPoint(HistogramSnapshot.HistogramDataPointSnapshot.builder()
                .labels(labels).classicHistogramBuckets(buckets(durations)).sum(durations.seconds()).build()));
        return all.build();
    }

    private static ClassicHistogramBuckets buckets(Durations durations) {
        ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
        List<Long> counts = durations.counts();
        for (int i = 0; i < counts.size(); i++) {
            double end = i < Durations.UP_TO.size()
                    ? Durations.UP_TO.get(i).toMillis() / 1000.0
                    : Double.POSITIVE_INFINITY;
            buckets.bucket(end, counts.get(i));
        }
        return buckets.build();
    }
}

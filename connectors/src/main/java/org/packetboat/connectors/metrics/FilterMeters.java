package org.packetboat.connectors.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.packetboat.connectors.watch.Durations;

/** Meters of each filter. They are those of the configuration, so there are few. */
final class FilterMeters {
    private static final String FILTER = "filter";

    private FilterMeters() {}

    static void register(PrometheusMeterRegistry registry, List<ServerFigures.Filter> filters) {
        Map<Labels, Durations> took = new LinkedHashMap<>();
        for (ServerFigures.Filter filter : filters) {
            count(registry, "messages", "Messages shown to a filter.", filter, ServerFigures.Filter::messages);
            count(registry, "refused", "Senders, recipients and messages that a filter refused for good.", filter,
                    ServerFigures.Filter::refused);
            count(registry, "put.off", "The same for a time.", filter, ServerFigures.Filter::putOff);
            count(registry, "discarded", "Messages that a filter had vanish.", filter,
                    ServerFigures.Filter::discarded);
            count(registry, "troubles", "How often a filter could not be asked.", filter,
                    ServerFigures.Filter::troubles);
            Gauge.builder("packetboat.filter.down", filter, f -> f.isDown() ? 1 : 0).tag(FILTER, filter.name())
                    .description("1 if a filter could not be asked the last time.").register(registry);
            took.put(Labels.of(FILTER, filter.name()), filter.took());
        }
        registry.getPrometheusRegistry().register(new DurationHistogram("packetboat_filter_seconds",
                "From the beginning of a text to what a filter says of it.", took));
    }

    private static void count(MeterRegistry registry, String name, String help, ServerFigures.Filter filter,
            ToDoubleFunction<ServerFigures.Filter> what) {
        FunctionCounter.builder("packetboat.filter." + name, filter, what).tag(FILTER, filter.name())
                .description(help).register(registry);
    }
}

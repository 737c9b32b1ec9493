package org.packetboat.connectors.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Gauges with a series for each row, for the first so many rows. A negative value is not known: it has no series. */
final class RowGauges<R> {
    private final Map<MultiGauge, ToDoubleFunction<R>> gauges = new LinkedHashMap<>();
    private final MeterRegistry registry;
    private final String tag;
    private final Function<R, String> name;
    private final int most;

    /**
     * @param tag  which says of what row a series is
     * @param name its value for a row
     * @param most rows may have series
     */
    RowGauges(MeterRegistry registry, String tag, Function<R, String> name, int most) {
        this.registry = registry;
        this.tag = tag;
        this.name = name;
        this.most = most;
    }

    RowGauges<R> with(String gauge, String help, ToDoubleFunction<R> value) {
        gauges.put(MultiGauge.builder(gauge).description(help).register(registry), value);
        return this;
    }

    /** From now on these rows have series, and no others. */
    void update(List<R> rows) {
        List<R> shown = rows.stream().limit(most).toList();
        gauges.forEach((gauge, value) -> gauge.register(series(shown, value), true));
    }

    private List<MultiGauge.Row<?>> series(List<R> rows, ToDoubleFunction<R> value) {
        return rows.stream().filter(row -> value.applyAsDouble(row) >= 0).<MultiGauge.Row<?>>map(
                row -> MultiGauge.Row.of(Tags.of(tag, name.apply(row)), value.applyAsDouble(row))).toList();
    }
}

package org.packetboat.app.compose.web;

import java.util.List;
import java.util.function.Supplier;
import org.packetboat.app.web.HealthCheck;
import org.packetboat.app.web.HealthPage;
import org.packetboat.connectors.http.Role;
import org.packetboat.connectors.http.WebPages;
import org.packetboat.connectors.metrics.Metrics;

/**
 * Which pages there are.
 *
 * @param alive   what must be well for the process to be left alone
 * @param ready   what must be well for mail to be sent here
 * @param metrics makes them when they are asked for first
 */
public record WebParts(List<HealthCheck> alive, List<HealthCheck> ready, Supplier<Metrics> metrics) {
    public WebParts {
        alive = List.copyOf(alive);
        ready = List.copyOf(ready);
    }

    /** All pages. */
    public WebPages pages() {
        return new WebPages().add("GET", "/healthz", Role.ANYBODY, new HealthPage(alive))
                .add("GET", "/readyz", Role.ANYBODY, new HealthPage(ready))
                .add("GET", "/metrics", Role.READER, new MetricsPage(metrics));
    }
}

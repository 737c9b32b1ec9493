package org.packetboat.app.compose.web;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;
import org.packetboat.connectors.http.WebAnswer;
import org.packetboat.connectors.http.WebPage;
import org.packetboat.connectors.http.WebRequest;
import org.packetboat.connectors.metrics.Metrics;

/** What Prometheus reads. It is made when it is asked for first, so that a server nobody watches has none. */
final class MetricsPage implements WebPage {
    private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final Supplier<Metrics> making;
    private Optional<Metrics> metrics = Optional.empty();

    MetricsPage(Supplier<Metrics> making) {
        this.making = making;
    }

    @Override
    public WebAnswer answer(WebRequest request) {
        return new WebAnswer.Whole(200, TYPE, made().scrape().getBytes(StandardCharsets.UTF_8));
    }

    private synchronized Metrics made() {
        if (metrics.isEmpty()) metrics = Optional.of(making.get());
        return metrics.get();
    }
}

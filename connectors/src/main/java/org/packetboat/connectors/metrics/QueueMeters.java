package org.packetboat.connectors.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.packetboat.connectors.watch.QueuePicture;
import org.packetboat.engine.node.DomainStatus;

/**
 * What waits, by site and by domain. Those with the most envelopes have series of their own, the rest share
 * {@code other}; a queue that becomes one of the large ones changes from there to a series of its own.
 */
final class QueueMeters {
    private static final String NO_SITE = "none";
    /** As {@link DomainStatus} has them; each is shown also while no domain is in it. */
    private static final List<String> STATES = List.of("sending", "open", "closed", "resting", "down", "held",
            "no-route");

    /** @param seconds how long the oldest has waited */
    private record Waiting(String name, long envelopes, long bytes, double seconds) {
        Waiting and(Waiting other) {
            return new Waiting(name, envelopes + other.envelopes, bytes + other.bytes,
                    Math.max(seconds, other.seconds));
        }
    }

    private final int most;
    private final Map<String, MultiGauge> gauges = new HashMap<>();
    private final MultiGauge states;

    /** @param most how many sites, and how many domains, may have series of their own */
    QueueMeters(MeterRegistry registry, int most) {
        this.most = most;
        for (String by : List.of("site", "domain")) {
            add(registry, "packetboat." + by + ".envelopes", "Envelopes waiting.");
            add(registry, "packetboat." + by + ".bytes", "Bytes of the messages waiting.");
            add(registry, "packetboat." + by + ".oldest.seconds", "How long the oldest has waited.");
        }
        states = MultiGauge.builder("packetboat.domains").description("Domains with mail, by state.")
                .register(registry);
    }

    private void add(MeterRegistry registry, String name, String help) {
        gauges.put(name, MultiGauge.builder(name).description(help).register(registry));
    }

    void update(QueuePicture picture) {
        Map<String, Waiting> sites = new HashMap<>();
        Map<String, Waiting> domains = new HashMap<>();
        Map<String, Long> inState = new TreeMap<>();
        STATES.forEach(state -> inState.put(state, 0L));
        for (DomainStatus domain : picture.domains().values()) {
            merge(domains, domain.domain().name(), domain, picture.at());
            merge(sites, domain.site().orElse(NO_SITE), domain, picture.at());
            inState.merge(domain.state(), 1L, Long::sum);
        }
        show("site", largest(sites));
        show("domain", largest(domains));
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        inState.forEach((state, count) -> rows.add(MultiGauge.Row.of(Tags.of("state", state), count)));
        states.register(rows, true);
    }

    private static void merge(Map<String, Waiting> all, String name, DomainStatus domain, Instant at) {
        double seconds = domain.oldest().map(oldest -> Math.max(0, Duration.between(oldest, at).toMillis() / 1000.0))
                .orElse(0.0);
        all.merge(name, new Waiting(name, domain.depth(), domain.bytes(), seconds), Waiting::and);
    }

    private List<Waiting> largest(Map<String, Waiting> all) {
        List<Waiting> sorted = all.values().stream()
                .sorted(Comparator.comparingLong(Waiting::envelopes).reversed().thenComparing(Waiting::name)).toList();
        List<Waiting> shown = new ArrayList<>(sorted.subList(0, Math.min(most, sorted.size())));
        Waiting none = new Waiting(SiteMeters.OTHER, 0, 0, 0);
        shown.add(sorted.stream().skip(most).reduce(none, Waiting::and));
        return shown;
    }

    private void show(String by, List<Waiting> shown) {
        show(by, "envelopes", shown, Waiting::envelopes);
        show(by, "bytes", shown, Waiting::bytes);
        show(by, "oldest.seconds", shown, Waiting::seconds);
    }

    private void show(String by, String what, List<Waiting> shown, ToDoubleFunction<Waiting> value) {
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        shown.forEach(w -> rows.add(MultiGauge.Row.of(Tags.of(by, w.name()), value.applyAsDouble(w))));
        gauges.get("packetboat." + by + "." + what).register(rows, true);
    }
}

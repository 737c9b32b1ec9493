package org.packetboat.connectors.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.packetboat.connectors.watch.SiteCounts;
import org.packetboat.connectors.watch.Tally;

/**
 * What happened with each site. The sites that routes lead to have series of their own if there is room for all of
 * them, else the first that anything happened with; all others share {@code site="other"}. A site never changes its
 * series while the server runs, so that none runs backwards. A series that begins at 0 shows the first event, too: to
 * Prometheus one that begins at 1 has not grown. For one thread at a time.
 */
final class SiteMeters {
    static final String OTHER = "other";

    private final MeterRegistry registry;
    private final Tally tally;
    private final int most;
    private final Supplier<Collection<String>> routed;
    private final Set<String> named = new HashSet<>();
    /** Micrometer holds what it counts from by a weak reference only. */
    private final List<Supplier<SiteCounts>> held = new ArrayList<>();
    private volatile SiteCounts others = SiteCounts.NONE;

    /**
     * @param most   how many sites may have series of their own
     * @param routed the sites that routes lead to now
     */
    SiteMeters(MeterRegistry registry, Tally tally, int most, Supplier<Collection<String>> routed) {
        this.registry = registry;
        this.tally = tally;
        this.most = most;
        this.routed = routed;
        register(OTHER, () -> others);
    }

    /** Takes in sites that are new since the last time. */
    void update() {
        Collection<String> ofRoutes = routed.get();
        if (ofRoutes.size() <= most) ofRoutes.forEach(this::name);
        SiteCounts sum = SiteCounts.NONE;
        for (Map.Entry<String, SiteCounts> site : tally.sites().entrySet()) {
            name(site.getKey());
            if (!named.contains(site.getKey())) sum = sum.and(site.getValue());
        }
        others = sum;
    }

    /** Gives it series of its own if there is room for them. */
    private void name(String site) {
        if (named.size() < most && named.add(site)) register(site, () -> tally.counts(site));
    }

    private void register(String site, Supplier<SiteCounts> counts) {
        held.add(counts);
        Tags of = Tags.of("site", site);
        count("packetboat.attempts", "Envelopes handed to a session.", of, counts, c -> c.sent().attempts());
        count("packetboat.delivered", "Recipients delivered to.", of, counts, c -> c.sent().delivered());
        count("packetboat.deferred", "Recipients put off.", of, counts, c -> c.sent().deferred());
        count("packetboat.refused", "Recipients refused by the far side.", of, counts, c -> c.sent().refused());
        String calls = "Sessions that are over.";
        count("packetboat.calls", calls, of.and("direction", "out"), counts, c -> c.calls().calling());
        count("packetboat.calls", calls, of.and("direction", "in"), counts, c -> c.calls().called());
        count("packetboat.calls.unreached", "Calls that reached nobody.", of, counts, c -> c.calls().unreached());
        count("packetboat.call.seconds", "How long all calls lasted.", of, counts,
                c -> c.calls().lasted().toMillis() / 1000.0);
        count("packetboat.wire.bytes", "Bytes on the line, both ways.", of, counts, c -> c.carried().wire());
        count("packetboat.mail.bytes", "Bytes of messages carried, both ways.", of, counts, c -> c.carried().mail());
        String windows = "Windows that closed: with nothing left to send, or missed with mail waiting.";
        count("packetboat.windows", windows, of.and("result", "done"), counts,
                c -> c.windows().closed() - c.windows().missed());
        count("packetboat.windows", windows, of.and("result", "missed"), counts, c -> c.windows().missed());
    }

    private void count(String name, String help, Tags tags, Supplier<SiteCounts> counts,
            ToDoubleFunction<SiteCounts> what) {
        FunctionCounter.builder(name, counts, c -> what.applyAsDouble(c.get())).description(help).tags(tags)
                .register(registry);
    }
}

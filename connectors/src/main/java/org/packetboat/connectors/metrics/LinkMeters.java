package org.packetboat.connectors.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.packetboat.connectors.watch.LinkTally;
import org.packetboat.connectors.watch.Tally;
import org.packetboat.engine.tariff.Money;

/** What calls cost: a series for each link and currency, from the first call that cost something on. */
final class LinkMeters {
    private final MeterRegistry registry;
    private final Tally tally;
    private final Set<List<String>> known = new HashSet<>();

    LinkMeters(MeterRegistry registry, Tally tally) {
        this.registry = registry;
        this.tally = tally;
    }

    /** Takes in links and currencies that are new since the last time. */
    void update() {
        tally.links().forEach((name, link) -> link.cost().stream().map(Money::currency)
                .filter(currency -> known.add(List.of(name, currency)))
                .forEach(currency -> register(name, link, currency)));
    }

    private void register(String name, LinkTally link, String currency) {
        FunctionCounter.builder("packetboat.call.cost", link, l -> amount(l, currency))
                .description("What calls cost by the tariffs of links, in units of the currency.")
                .tags(Tags.of("link", name, "currency", currency)).register(registry);
    }

    private static double amount(LinkTally link, String currency) {
        return link.cost().stream().filter(cost -> cost.currency().equals(currency))
                .mapToDouble(cost -> cost.amount().doubleValue()).sum();
    }
}

package org.packetboat.connectors.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.packetboat.connectors.watch.LinkTally;
import org.packetboat.connectors.watch.QueuePicture;
import org.packetboat.connectors.watch.Tally;
import org.packetboat.engine.calls.DataUse;
import org.packetboat.engine.tariff.Money;

/**
 * What calls cost: a series for each link and currency, from the first call that cost something on; and what is used of
 * a month's data, for each link, number or site that is metered.
 */
final class LinkMeters {
    private final MeterRegistry registry;
    private final Tally tally;
    private final Set<List<String>> known = new HashSet<>();

    private final RowGauges<DataUse> data;

    /** @param most how many links, numbers and sites may have series for their data */
    LinkMeters(MeterRegistry registry, Tally tally, int most) {
        this.registry = registry;
        this.tally = tally;
        this.data = new RowGauges<>(registry, "of", DataUse::of, most)
                .with("packetboat.data.used.bytes", "What is used of this month's data.", DataUse::used)
                .with("packetboat.data.included.bytes", "What a month includes.", use -> use.data().bytes());
    }

    /** Takes in links and currencies that are new since the last time. */
    void update(QueuePicture picture) {
        Map<String, DataUse> uses = new TreeMap<>();
        picture.routes().values().stream().flatMap(route -> route.data().stream())
                .forEach(use -> uses.merge(use.of(), use, (a, b) -> a.left() <= b.left() ? a : b));
        data.update(List.copyOf(uses.values()));
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

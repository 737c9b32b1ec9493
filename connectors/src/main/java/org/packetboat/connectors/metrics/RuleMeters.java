package org.packetboat.connectors.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;
import org.packetboat.engine.intake.RuleCount;

/** Counters of each delivery rule that did something, for the first so many. */
final class RuleMeters {
    private final MeterRegistry registry;
    private final int most;
    private final Map<String, RuleCount> counts = new ConcurrentHashMap<>();

    /** @param most rules may have series */
    RuleMeters(MeterRegistry registry, int most) {
        this.registry = registry;
        this.most = most;
    }

    void update(List<RuleCount> now) {
        for (RuleCount count : now) {
            boolean known = counts.containsKey(count.rule());
            if (!known && counts.size() >= most) continue;
            counts.put(count.rule(), count);
            if (!known) register(count.rule());
        }
    }

    private void register(String rule) {
        count(rule, "accepted", "Messages that a delivery rule let in.", RuleCount::accepted);
        count(rule, "held", "Messages that a delivery rule lets wait for an operator.", RuleCount::held);
        count(rule, "refused", "Senders, recipients and messages that a delivery rule refused.", RuleCount::refused);
        count(rule, "journaled", "Messages of which a delivery rule sent a copy to a journal.", RuleCount::journaled);
    }

    private void count(String rule, String name, String help, ToLongFunction<RuleCount> what) {
        FunctionCounter.builder("packetboat.rule." + name, counts, all -> what.applyAsLong(all.get(rule)))
                .tag("rule", rule).description(help).register(registry);
    }
}

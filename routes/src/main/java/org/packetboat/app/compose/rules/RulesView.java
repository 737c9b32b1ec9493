package org.packetboat.app.compose.rules;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.packetboat.connectors.jmx.rules.RuleRow;
import org.packetboat.connectors.jmx.rules.RulesMXBean;
import org.packetboat.engine.intake.RuleCount;
import org.packetboat.engine.route.rule.DeliveryRule;
import org.packetboat.engine.route.rule.DeliveryRules;

/**
 * Delivery rules for people: those in force, in their order, then others that did something since the start.
 *
 * @param inForce the rules
 * @param counts  what they came to
 */
public record RulesView(Supplier<DeliveryRules> inForce, Supplier<List<RuleCount>> counts) implements RulesMXBean {
    @Override
    public List<RuleRow> getRules() {
        Map<String, RuleCount> left = counts.get().stream()
                .collect(Collectors.toMap(RuleCount::rule, Function.identity(), (a, _) -> a, LinkedHashMap::new));
        List<RuleRow> rows = new ArrayList<>();
        for (DeliveryRule rule : inForce.get().rules()) {
            RuleCount count = left.remove(rule.name());
            rows.add(row(count == null ? RuleCount.none(rule.name()) : count, rule.place(), action(rule)));
        }
        left.values().forEach(count -> rows.add(row(count, "", "")));
        return rows;
    }

    private static RuleRow row(RuleCount count, String place, String action) {
        return new RuleRow(count.rule(), place, action, count.accepted(), count.held(), count.refused(),
                count.journaled(), count.lastRefused());
    }

    private static String action(DeliveryRule rule) {
        return rule.effect().verdict().map(verdict -> switch (verdict) {
            case DeliveryRule.Verdict.Accept() -> "accept";
            case DeliveryRule.Verdict.Hold() -> "hold";
            case DeliveryRule.Verdict.Refuse _ -> "refuse";
        }).orElse("");
    }
}

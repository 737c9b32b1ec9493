package org.packetboat.engine.route.rule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.packetboat.engine.intake.AnnouncedMail;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.time.Plausible;

/**
 * All delivery rules, as one immutable value. They are looked at in their order; the first that fits and has a verdict
 * decides, and what those before it say besides (priority, journal) counts, too. Mail that no rule decides on is taken.
 *
 * @param rules    in their order
 * @param journals who gets a copy of what goes to a site, by what its route says
 */
public record DeliveryRules(List<DeliveryRule> rules, Map<String, Address> journals) {
    /** Everybody may send everything, and no copies are made. */
    public static final DeliveryRules NONE = new DeliveryRules(List.of(), Map.of());

    public DeliveryRules {
        rules = List.copyOf(rules);
        journals = Map.copyOf(journals);
    }

    /** Whether there is nothing to decide. */
    public boolean isEmpty() {
        return rules.isEmpty() && journals.isEmpty();
    }

    /** The same; their windows are shut while the machine's clock can't be right. */
    public DeliveryRules believing(Plausible clock) {
        return new DeliveryRules(rules.stream().map(rule -> rule.believing(clock)).toList(), journals);
    }

    /** What they say of mail for a recipient. Nobody's own mail is copied to him. */
    public Decision decide(AnnouncedMail mail, Destination to) {
        if (isEmpty()) return Decision.NONE;
        List<DeliveryRule> fitting = new ArrayList<>();
        Map<Address, String> copies = new LinkedHashMap<>();
        for (DeliveryRule rule : rules) {
            if (!rule.to().fits(to) || !rule.fits(mail)) continue;
            fitting.add(rule);
            rule.effect().journal().ifPresent(journal -> copies.putIfAbsent(journal, rule.name()));
            if (rule.effect().verdict().isPresent()) break;
        }
        for (Route way : to.ways()) {
            Address journal = journals.get(way.site());
            if (journal != null) copies.putIfAbsent(journal, "route " + way.site());
        }
        copies.keySet().removeIf(journal -> AddressPattern.same(journal, to.given())
                || AddressPattern.same(journal, to.member()));
        return new Decision(fitting, copies);
    }

    /** The rule that refuses a message whoever its recipients are; empty if that depends on them, or it is taken. */
    public Optional<DeliveryRule> refuses(AnnouncedMail mail) {
        for (DeliveryRule rule : rules) {
            if (rule.effect().verdict().isEmpty() || !rule.fits(mail)) continue;
            return rule.to().asksForNothing() && refusal(rule).isPresent() ? Optional.of(rule) : Optional.empty();
        }
        return Optional.empty();
    }

    /** What a rule refuses mail with; empty if it does not. */
    public static Optional<Reply> refusal(DeliveryRule rule) {
        return new Decision(List.of(rule), Map.of()).refusal();
    }
}

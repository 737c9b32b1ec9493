package org.packetboat.engine.route.rule;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Priority;
import org.packetboat.engine.mail.Reply;

/**
 * What delivery rules say of mail for one recipient.
 *
 * @param fitting  the rules that fit, in their order; the last may have decided
 * @param journals who gets a copy, and the rule that says so: its name, or {@code route SITE}
 */
public record Decision(List<DeliveryRule> fitting, Map<Address, String> journals) {
    /** Nothing. */
    public static final Decision NONE = new Decision(List.of(), Map.of());

    public Decision {
        fitting = List.copyOf(fitting);
        journals = Map.copyOf(journals);
    }

    /** The rule that decided; without one, mail is taken. */
    public Optional<DeliveryRule> decidedBy() {
        return fitting.stream().filter(rule -> rule.effect().verdict().isPresent()).findFirst();
    }

    /** Why it is refused; empty if it is not. */
    public Optional<Reply> refusal() {
        return decidedBy().flatMap(rule -> rule.effect().verdict())
                .flatMap(v -> v instanceof DeliveryRule.Verdict.Refuse(Reply reply)
                        ? Optional.of(reply)
                        : Optional.empty());
    }

    /** Whether it waits for an operator. */
    public boolean holds() {
        return decidedBy().flatMap(rule -> rule.effect().verdict())
                .filter(DeliveryRule.Verdict.Hold.class::isInstance).isPresent();
    }

    /** Its priority by the first rule that says one. */
    public Optional<Priority> priority() {
        return fitting.stream().flatMap(rule -> rule.effect().priority().stream()).findFirst();
    }
}

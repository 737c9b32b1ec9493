package org.packetboat.engine.route.rule;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.packetboat.engine.intake.AnnouncedMail;
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

    /**
     * Who gets a copy of this mail for certain: while nobody has said how large it is, not those who only want that of
     * large mail.
     */
    public Map<Address, String> journals(AnnouncedMail mail) {
        return mail.size() > 0
                ? journals
                : journals.entrySet().stream().filter(journal -> isOfAnySize(journal.getKey()))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private boolean isOfAnySize(Address journal) {
        List<DeliveryRule> naming = fitting.stream()
                .filter(rule -> rule.effect().journal().filter(journal::equals).isPresent()).toList();
        return naming.isEmpty() || naming.stream().anyMatch(rule -> rule.largerThan().isEmpty());
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

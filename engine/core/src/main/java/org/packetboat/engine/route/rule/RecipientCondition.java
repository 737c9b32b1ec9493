package org.packetboat.engine.route.rule;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * For whom the mail is that a delivery rule is about. What is empty asks for nothing; of each list one has to fit.
 *
 * @param recipients an address as its sender wrote it, or whom it stands for by the aliases
 * @param sites      one of the routes that the mail may take leads there
 */
public record RecipientCondition(List<AddressPattern> recipients, Set<String> sites) {
    /** For anybody. */
    public static final RecipientCondition ANY = new RecipientCondition(List.of(), Set.of());

    public RecipientCondition {
        recipients = List.copyOf(recipients);
        sites = Set.copyOf(sites);
    }

    boolean asksForNothing() {
        return recipients.isEmpty() && sites.isEmpty();
    }

    boolean fits(Destination to) {
        return (recipients.isEmpty() || recipients.stream().anyMatch(r -> r.fits(Optional.of(to.given()))
                || r.fits(Optional.of(to.member()))))
                && (sites.isEmpty() || to.sites().anyMatch(sites::contains));
    }

    /** Whether all that fulfils the other fulfils this. */
    boolean covers(RecipientCondition other) {
        return SenderCondition.all(recipients, other.recipients, AddressPattern::covers)
                && SenderCondition.all(sites, other.sites, String::equals);
    }
}

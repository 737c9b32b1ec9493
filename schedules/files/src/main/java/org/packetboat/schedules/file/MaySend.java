package org.packetboat.schedules.file;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.route.DomainPattern;

/**
 * Where a caller may send mail, as {@code may-send-to} in a schedule file says: wherever routes lead, as a client may
 * that has logged in by SMTP, or to some only.
 *
 * @param local   to local domains
 * @param returns mail without a sender, wherever routes lead: notices of what could not be delivered
 * @param domains to these
 */
public record MaySend(boolean local, boolean returns, List<DomainPattern> domains) {
    /** Wherever routes lead. */
    public static final MaySend EVERYWHERE = new MaySend(true, true, List.of(new DomainPattern.Any()));

    public MaySend {
        domains = List.copyOf(domains);
    }

    /** Whether there are no limits. */
    public boolean isEverywhere() {
        return domains.contains(new DomainPattern.Any());
    }

    /**
     * Whether mail may go to a domain.
     *
     * @param isReturn whether it has no sender
     * @param isLocal  the domains whose mail ends here
     */
    public boolean allows(boolean isReturn, Domain to, Predicate<Domain> isLocal) {
        return returns && isReturn || local && isLocal.test(to) || domains.stream().anyMatch(d -> covers(d, to));
    }

    private static boolean covers(DomainPattern pattern, Domain domain) {
        return switch (pattern) {
            case DomainPattern.Any() -> true;
            case DomainPattern.Exactly(Domain only) -> only.equals(domain);
            case DomainPattern.Below(Domain parent) -> domain.name().endsWith("." + parent.name());
        };
    }

    /** For people, as a schedule file has it: {@code local, returns, *.example.com}. */
    public String text() {
        if (isEverywhere()) return "wherever routes lead";
        List<String> words = new ArrayList<>();
        if (local) words.add("local");
        if (returns) words.add("returns");
        domains.forEach(d -> words.add(d.text()));
        return String.join(", ", words);
    }
}

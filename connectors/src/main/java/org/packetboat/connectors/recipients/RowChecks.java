package org.packetboat.connectors.recipients;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Domain;

/**
 * Looks at each row on its way to the writer. One that is wrong keeps the whole list from being used: with the others
 * alone, somebody's mail would come back for a typing error. Addresses at domains that the list is not for are left
 * out.
 */
final class RowChecks implements RowSource.Taker {
    private static final int MOST = 20;

    private final Set<Domain> domains;
    private final Optional<String> usualSite;
    private final Predicate<String> isSite;
    private final LongFunction<String> where;
    private final KeptListWriter writer;
    private final List<String> problems = new ArrayList<>();
    private final Set<String> knownSites = new HashSet<>();
    private long elsewhere;

    /**
     * @param usualSite where people live of whom nothing else is said
     * @param isSite    whether a route leads to a site of this name
     * @param where     a place in the source, for people
     */
    RowChecks(Set<Domain> domains, Optional<String> usualSite, Predicate<String> isSite, LongFunction<String> where,
            KeptListWriter writer) {
        this.domains = domains;
        this.usualSite = usualSite;
        this.isSite = isSite;
        this.where = where;
        this.writer = writer;
    }

    @Override
    public void row(long place, String address, String site) throws IOException, ListRefused {
        Optional<String> home = Optional.of(site).filter(s -> !s.isEmpty()).or(() -> usualSite);
        if (home.isPresent() && !isKnown(home.get()))
            tell(place, "found the site \"" + home.get() + "\"; expected a site of the schedule files");
        try {
            for (Address one : addresses(address)) {
                if (domains.contains(one.domain())) writer.add(ListKey.of(one), home, place);
                else elsewhere++;
            }
        } catch (IllegalArgumentException e) {
            tell(place, "found \"" + address + "\"; expected an address like bob@example.com"
                    + (domains.size() == 1 ? ", or its part before the @" : ""));
        }
    }

    /** A name alone is at the list's domain. With several domains, that would be a guess. */
    private List<Address> addresses(String text) {
        if (text.indexOf('@') >= 0 || domains.size() != 1) return List.of(Address.parseLoosely(text));
        return List.of(new Address(text, domains.iterator().next()));
    }

    private boolean isKnown(String site) {
        if (knownSites.contains(site)) return true;
        if (!isSite.test(site)) return false;
        knownSites.add(site);
        return true;
    }

    private void tell(long place, String what) throws ListRefused {
        problems.add(where.apply(place) + ": " + what);
        if (problems.size() == MOST) throw new ListRefused(problems);
    }

    /** @throws ListRefused if some row was wrong */
    void end() throws ListRefused {
        if (!problems.isEmpty()) throw new ListRefused(problems);
    }

    /** How many addresses were at domains that the list is not for. */
    long elsewhere() {
        return elsewhere;
    }
}

package org.packetboat.engine.route;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.packetboat.engine.mail.Domain;

/**
 * Who calls whom among the other sites, and where each domain is at home: with the site that a contact says it is
 * served at, else with the sites of our own routes that have it. Immutable; knows nothing of time, which is for
 * {@link Bookings}.
 */
public final class ContactPlan {
    /** Nobody calls anybody. */
    public static final ContactPlan NONE = new ContactPlan(List.of(), List.of());

    /** A site, and whether a contact says so. */
    private record Home(String site, boolean behind) {}

    private final List<Contact> contacts;
    private final Map<String, List<Contact>> from;
    private final Map<String, Set<DomainPattern>> served = new HashMap<>();
    private final Map<String, Set<String>> behind = new HashMap<>();
    private final DomainIndex<Home> homes = new DomainIndex<>((_, _) -> 0);

    ContactPlan(List<Route> own, List<Contact> contacts) {
        this.contacts = List.copyOf(contacts);
        this.from = contacts.stream().collect(Collectors.groupingBy(Contact::from));
        if (contacts.isEmpty()) return;
        contacts.forEach(c -> serve(c.to(), c.domains(), true));
        own.forEach(r -> serve(r.site(), r.domains(), false));
        own.stream().filter(r -> !r.transport().perDomain()).map(Route::site).filter(from::containsKey)
                .forEach(site -> behind.put(site, sitesBehind(site)));
    }

    private void serve(String site, Collection<DomainPattern> patterns, boolean isBehind) {
        served.computeIfAbsent(site, _ -> new LinkedHashSet<>()).addAll(patterns);
        patterns.forEach(p -> homes.add(p, new Home(site, isBehind)));
    }

    private Set<String> sitesBehind(String site) {
        Set<String> found = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(site));
        while (!open.isEmpty()) {
            from.getOrDefault(open.remove(), List.of()).stream().map(Contact::to)
                    .filter(to -> !to.equals(site) && found.add(to)).forEach(open::add);
        }
        return found;
    }

    /** All contacts, as written. */
    public List<Contact> contacts() {
        return contacts;
    }

    /** The contacts that begin at a site. */
    List<Contact> from(String site) {
        return from.getOrDefault(site, List.of());
    }

    /** What is served behind the site of a route of ours. */
    public List<DomainPattern> behind(Route route) {
        return behind.getOrDefault(route.site(), Set.of()).stream().flatMap(s -> served.get(s).stream()).distinct()
                .toList();
    }

    /**
     * The sites that a domain's mail goes on to from the site of a route, one of which is enough; none if it has
     * arrived there.
     */
    public Set<String> onward(String site, Domain domain) {
        Set<String> reached = behind.getOrDefault(site, Set.of());
        if (reached.isEmpty()) return Set.of();
        List<Home> closest = new ArrayList<>(homes.closest(domain));
        if (closest.stream().anyMatch(Home::behind)) closest.removeIf(h -> !h.behind());
        Set<String> at = closest.stream().map(Home::site).collect(Collectors.toSet());
        return at.contains(site) ? Set.of() : at.stream().filter(reached::contains).collect(Collectors.toSet());
    }
}

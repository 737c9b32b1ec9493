package org.packetboat.engine.site;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.DomainTable;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.Transport;

/**
 * Sites by their names: those of routes that lead to one place, and, of each route that finds its hosts in DNS, a place
 * for each domain. The names of the latter are not kept; there may be half a million. Used by the node only.
 */
final class SiteTable {
    private final Map<String, Site> single = new HashMap<>();
    /** By the route's name. */
    private final Map<String, DomainTable<Site>> perDomain = new HashMap<>();

    /** The site that a route reaches for a domain. */
    Optional<Site> find(Route route, Domain domain) {
        return route.transport().perDomain()
                ? Optional.ofNullable(perDomain.get(route.site())).flatMap(places -> places.get(domain))
                : Optional.ofNullable(single.get(route.site()));
    }

    /** The site of that name. */
    Optional<Site> named(String name) {
        return Optional.ofNullable(single.get(name)).or(() -> placeOf(name));
    }

    /** No domain has a slash. */
    private Optional<Site> placeOf(String name) {
        int slash = name.lastIndexOf('/');
        return Optional.ofNullable(slash < 0 ? null : perDomain.get(name.substring(0, slash)))
                .flatMap(places -> domain(name.substring(slash + 1)).flatMap(places::get));
    }

    private static Optional<Domain> domain(String name) {
        try {
            return Optional.of(new Domain(name));
        } catch (IllegalArgumentException noDomain) {
            return Optional.empty();
        }
    }

    /** The places of a route that has one for each domain. */
    List<Site> of(String route) {
        return Optional.ofNullable(perDomain.get(route)).map(DomainTable::values).orElseGet(List::of);
    }

    void put(Site site) {
        site.only().ifPresentOrElse(
                _ -> perDomain.computeIfAbsent(site.route().site(),
                        _ -> new DomainTable<>(s -> s.only().orElseThrow())).put(site),
                () -> single.put(site.name(), site));
    }

    /** Takes the site of the same name out. */
    Optional<Site> remove(Site site) {
        return site.only().isPresent()
                ? Optional.ofNullable(perDomain.get(site.route().site()))
                        .flatMap(places -> places.remove(site.only().get()))
                : Optional.ofNullable(single.remove(site.name()));
    }

    /** Those of the ways to a machine of the hub. */
    List<Site> handedTo(Transport machine) {
        return single.values().stream().filter(site -> site.route().handsOver())
                .filter(site -> site.route().transport().equals(machine)).toList();
    }

    List<Site> all() {
        List<Site> all = new ArrayList<>(single.values());
        perDomain.values().forEach(places -> all.addAll(places.values()));
        return all;
    }

    void removeIf(Predicate<Site> unwanted) {
        single.values().removeIf(unwanted);
        perDomain.values().forEach(places -> places.removeIf(unwanted));
        perDomain.values().removeIf(places -> places.size() == 0);
    }

    void clear() {
        single.clear();
        perDomain.clear();
    }
}

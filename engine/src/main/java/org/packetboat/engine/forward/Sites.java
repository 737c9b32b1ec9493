package org.packetboat.engine.forward;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.packetboat.engine.link.Call;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.queue.DomainQueue;
import org.packetboat.engine.route.Route;

/**
 * The sites of one forwarder that have, or had, mail, and an agenda of when each can be tried next, so that a thousand
 * closed routes cost nothing. Used by the node only.
 */
final class Sites {
    private final Map<String, Site> byName = new HashMap<>();
    private final Map<String, Site> earlier = new HashMap<>();
    private final Map<Site, Instant> times = new HashMap<>();
    private final TreeMap<Instant, Set<Site>> agenda = new TreeMap<>();

    /** Notes that a domain has mail for a route, the first of it due at this time. */
    Site feed(Route route, DomainQueue queue, Instant due) {
        Site site = byName.computeIfAbsent(name(route, queue.domain()), _ -> fresh(route, queue.domain()));
        site.feed(queue, due);
        return site;
    }

    private Site fresh(Route route, Domain domain) {
        Site site = new Site(route, only(route, domain));
        Optional.ofNullable(earlier.remove(site.name())).ifPresent(site::inherit);
        return site;
    }

    /** The site that mail for a domain goes to by a route, if it has had any. */
    Optional<Site> find(Route route, Domain domain) {
        return Optional.ofNullable(byName.get(name(route, domain)));
    }

    /** The site of that name, if it has had mail since the routes were last changed. */
    Optional<Site> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The sites that a route reaches. */
    Stream<Site> of(Route route) {
        return route.reach().perDomain()
                ? all().stream().filter(s -> s.route().site().equals(route.site()))
                : named(route.site()).stream();
    }

    private static String name(Route route, Domain domain) {
        return Call.site(route, only(route, domain));
    }

    private static Optional<Domain> only(Route route, Domain domain) {
        return route.reach().perDomain() ? Optional.of(domain) : Optional.empty();
    }

    /** Takes a site off the agenda, while it is being served. */
    void suspend(Site site) {
        Optional.ofNullable(times.remove(site)).ifPresent(old -> agenda.computeIfPresent(old, (_, sites) -> {
            sites.remove(site);
            return sites.isEmpty() ? null : sites;
        }));
    }

    /** Finds out anew when a site can be tried. */
    void reschedule(Site site, Instant now) {
        suspend(site);
        site.readyAt(now).ifPresent(at -> {
            times.put(site, at);
            agenda.computeIfAbsent(at, _ -> new LinkedHashSet<>()).add(site);
        });
    }

    /** The sites that can be tried now. */
    Stream<Site> ready(Instant now) {
        return agenda.headMap(now, true).values().stream().flatMap(Set::stream);
    }

    /** When the first site can be tried; may lie in the past. */
    Optional<Instant> nextReady() {
        return agenda.isEmpty() ? Optional.empty() : Optional.of(agenda.firstKey());
    }

    Collection<Site> all() {
        return byName.values();
    }

    /** Forgets all sites; those fed from now on take over what was known of the earlier ones of their name. */
    void reset() {
        earlier.clear();
        earlier.putAll(byName);
        byName.clear();
        times.clear();
        agenda.clear();
    }
}

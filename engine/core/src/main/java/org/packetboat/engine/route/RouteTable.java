package org.packetboat.engine.route;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.packetboat.engine.mail.Domain;

/**
 * Which routes serve a domain. Immutable; a changed schedule makes a new one. The closest pattern wins; the routes that
 * have it are alternatives to each other, the lower cost first, then the one that was written first. A route to a site
 * also serves the {@link SiteDomain} of it, and what the contacts of other sites lead to from its site.
 */
public final class RouteTable {
    private static final Duration FRESH = Duration.ofHours(1);

    private final List<Route> own;
    private final List<Route> learned;
    private final ContactPlan contacts;
    private final Map<Window, Longest> longest = new ConcurrentHashMap<>();
    private volatile Map<Domain, List<Route>> sites = Map.of();
    private final DomainIndex<Route> index = new DomainIndex<>(Comparator.comparingInt(Route::cost));

    /** @param own as written */
    public RouteTable(List<Route> own) {
        this(own, List.of());
    }

    /** @param own as written @param contacts of other sites */
    public RouteTable(List<Route> own, List<Contact> contacts) {
        this(own, List.of(), new ContactPlan(own, contacts));
    }

    private RouteTable(List<Route> own, List<Route> learned, ContactPlan contacts) {
        this.own = List.copyOf(own);
        this.learned = List.copyOf(learned);
        this.contacts = contacts;
        for (Route route : routes()) {
            Stream.concat(route.domains().stream(), contacts.behind(route).stream()).distinct()
                    .forEach(pattern -> index.add(pattern, route));
        }
    }

    /**
     * The routes that a domain's mail may take, the lowest cost first; none if nothing serves it. Found in time
     * independent of how many routes there are.
     */
    public List<Route> candidates(Domain domain) {
        return SiteDomain.isOne(domain) ? ofSites().getOrDefault(domain, List.of()) : index.closest(domain);
    }

    /** Made when it is asked for: most servers have no recipients that live at sites. */
    private Map<Domain, List<Route>> ofSites() {
        if (sites.isEmpty() && !own.isEmpty())
            sites = own.stream().filter(route -> !route.transport().perDomain())
                    .sorted(Comparator.comparingInt(Route::cost)).collect(Collectors.groupingBy(
                            route -> SiteDomain.of(route.handsOver() ? route.calledThere() : route.site())));
        return sites;
    }

    /**
     * Whether one of the routes of our own leads to the site of this name. One that asks for the mail exchangers of
     * each domain leads to no site: nobody answers for the domain that stands for it.
     */
    public boolean hasSite(String site) {
        return ofSites().containsKey(SiteDomain.of(site));
    }

    /**
     * The largest message that fits into a window of a route; {@link Long#MAX_VALUE} if all do: it is always open, its
     * transfers go on in the next window, or its windows are not known.
     */
    public long largest(Route route, Instant now) {
        long usual = largest(route, route.window(), now);
        return route.terms().large().filter(large -> large.most() < usual)
                .map(large -> Math.max(large.most(), largest(route, route.windowFor(usual), now))).orElse(usual);
    }

    private long largest(Route route, Window window, Instant now) {
        if (route.resumes() || window == Window.ALWAYS) return Long.MAX_VALUE;
        Longest known = longest.get(window);
        if (known == null || !known.isFresh(now)) {
            known = new Longest(window.longest(now), now);
            longest.put(window, known);
        }
        return known.open().map(route::carries).orElse(Long.MAX_VALUE);
    }

    /** Looked for once an hour: a window has many routes, and routes have much mail. */
    private record Longest(Optional<Duration> open, Instant found) {
        boolean isFresh(Instant now) {
            return Duration.between(found, now).abs().compareTo(FRESH) < 0;
        }
    }

    /** The same with other routes learned from other servers, the best first; of equals those of our own come first. */
    public RouteTable learning(List<Route> ways) {
        return new RouteTable(own, ways, contacts);
    }

    /** How mail gets on from the sites that our own routes lead to. */
    public ContactPlan contacts() {
        return contacts;
    }

    /** The routes of our own, as written. */
    public List<Route> own() {
        return own;
    }

    /** The routes learned from other servers. */
    public List<Route> learned() {
        return learned;
    }

    /** All routes, those of our own first. */
    public List<Route> routes() {
        return Stream.concat(own.stream(), learned.stream()).toList();
    }
}

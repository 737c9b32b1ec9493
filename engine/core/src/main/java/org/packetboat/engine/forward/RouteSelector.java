package org.packetboat.engine.forward;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.queue.DomainQueue;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.queue.OrderCursor;
import org.packetboat.engine.queue.OrderEntry;
import org.packetboat.engine.route.choice.Choice;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.route.ContactPath;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.choice.RouteCondition;
import org.packetboat.engine.route.RouteTable;
import org.packetboat.engine.route.TooLarge;
import org.packetboat.engine.site.Agenda;
import org.packetboat.engine.site.Sites;

/**
 * Selects the route by which each domain's mail goes. A domain has one at a time, so no two sessions ever work on its
 * queue; while a session does, the selection stays. Domains with a single route that leads to their home cost nothing
 * here. Used by the node only.
 */
final class RouteSelector {
    /** Only so many envelopes at the head of a queue are asked for the time by which they have to arrive. */
    private static final int MOST = 1000;

    private final MailQueue queue;
    private final Supplier<Policy> policy;
    private final Sites sites;
    private final OpenSessions sessions;
    private final NextHopForecast forecast;
    private final Map<Domain, Choice> chosen = new HashMap<>();
    private final Agenda<Domain> reviews = new Agenda<>();

    /** @param forecast how mail gets on from the next site */
    RouteSelector(MailQueue queue, Supplier<Policy> policy, Sites sites, OpenSessions sessions,
            NextHopForecast forecast) {
        this.queue = queue;
        this.policy = policy;
        this.sites = sites;
        this.sessions = sessions;
        this.forecast = forecast;
    }

    /** The route chosen for a domain; if none was, the cheapest it has. */
    Optional<Route> route(Domain domain) {
        return chosen(domain).or(() -> policy.get().candidates(domain).stream().findFirst());
    }

    /** The route chosen for a domain that has several, or whose mail goes on from the next site. */
    Optional<Route> chosen(Domain domain) {
        return Optional.ofNullable(chosen.get(domain)).map(Choice::route);
    }

    /** The route for a domain that mail came in for. @param by when the first of that has to be there, if known */
    Optional<Route> choose(DomainQueue domain, Instant by, Instant now) {
        List<Route> candidates = policy.get().candidates(domain.domain());
        if (candidates.size() < 2 && candidates.stream().noneMatch(r -> forecast.leadsOn(r, domain.domain())))
            return candidates.stream().findFirst();
        Optional<Choice> before = Optional.ofNullable(chosen.get(domain.domain()));
        if (before.filter(c -> isInUse(domain) || c.stands(by, domain.bytes()) && !isRoomierOpen(domain, now))
                .isPresent())
            return route(domain.domain());
        Instant first = first(domain.domain());
        return Optional.of(choose(domain, candidates, by.isBefore(first) && by.isAfter(now) ? by : first, now));
    }

    private Route choose(DomainQueue domain, List<Route> candidates, Instant by, Instant now) {
        Optional<Route> roomier = roomier(domain, candidates, now);
        List<RouteCondition> conditions = roomier.filter(r -> r.window().isOpen(now)).map(List::of).orElse(candidates)
                .stream()
                .map(r -> sites.condition(r, domain, sessions.isUp(r))).toList();
        forecast.cancel(domain.domain());
        Choice choice = Choice.of(conditions, by, domain.bytes(), now,
                (route, at) -> forecast.path(route, domain.domain(), domain.bytes(), at));
        forecast.book(domain.domain(), choice.path());
        chosen.put(domain.domain(), choice);
        Instant opens = roomier.flatMap(r -> r.window().from(now)).map(Interval::open).filter(now::isBefore)
                .orElse(Instant.MAX);
        reviews.put(domain.domain(), opens.isBefore(choice.review()) ? opens : choice.review());
        return choice.route();
    }

    private boolean isRoomierOpen(DomainQueue domain, Instant now) {
        return roomier(domain, policy.get().candidates(domain.domain()), now)
                .filter(r -> r.window().isOpen(now) && chosen(domain.domain()).filter(r::equals).isEmpty()).isPresent();
    }

    /** Where mail waits that is too large for the windows of a route and is to go by another then: that one. */
    private Optional<Route> roomier(DomainQueue domain, List<Route> candidates, Instant now) {
        if (candidates.stream().noneMatch(r -> r.tooLarge() == TooLarge.NEXT_ROUTE)) return Optional.empty();
        RouteTable table = policy.get().routes();
        long least = candidates.stream().filter(r -> r.tooLarge() == TooLarge.NEXT_ROUTE)
                .mapToLong(r -> table.largest(r, now)).min().orElse(Long.MAX_VALUE);
        OrderCursor walk = queue.walk(domain.domain());
        for (int i = 0; i < MOST && walk.peek().isPresent(); i++, walk.skip()) {
            OrderEntry entry = walk.peek().get();
            boolean large = entry.waiting() != OrderEntry.Waiting.HELD && entry.size() > least;
            Optional<Route> larger = candidates.stream().filter(r -> large && entry.size() <= table.largest(r, now))
                    .findFirst();
            if (larger.isPresent()) return larger;
        }
        return Optional.empty();
    }

    /** When the first envelope of a domain has to be there, of those that are not held. */
    private Instant first(Domain domain) {
        OrderCursor walk = queue.walk(domain);
        Instant first = Instant.MAX;
        for (int i = 0; i < MOST && walk.peek().isPresent(); i++, walk.skip()) {
            OrderEntry entry = walk.peek().get();
            boolean held = entry.waiting() == OrderEntry.Waiting.HELD;
            if (!held && entry.by().isBefore(first)) first = entry.by();
        }
        return first;
    }

    private boolean isInUse(DomainQueue domain) {
        return chosen(domain.domain()).flatMap(r -> sites.find(r, domain.domain()))
                .filter(site -> sessions.at(site.name()).isPresent()).isPresent();
    }

    /** The domains for which it is time to choose again; those in a session are chosen for at its end. */
    List<DomainQueue> due(Instant now) {
        List<Domain> due = reviews.due(now);
        due.forEach(reviews::remove);
        return due.stream().map(queue::domain).filter(d -> !isInUse(d)).toList();
    }

    /** All domains that a choice was made for, but for those in a session. */
    List<DomainQueue> all() {
        return chosen.keySet().stream().map(queue::domain).filter(d -> !isInUse(d)).toList();
    }

    /** Forgets a choice. @return what it was */
    Optional<Route> forget(DomainQueue domain) {
        reviews.remove(domain.domain());
        forecast.cancel(domain.domain());
        return Optional.ofNullable(chosen.remove(domain.domain())).map(Choice::route);
    }

    /** A choice could not be made: the mail stays with this route, and it is tried again then. */
    void keep(DomainQueue domain, Route route, Instant again) {
        chosen.put(domain.domain(), new Choice(route, Instant.MIN, domain.bytes(), again, ContactPath.arrived(again)));
        reviews.put(domain.domain(), again);
    }

    /** When the next choice has to be made again. */
    Optional<Instant> wake() {
        return reviews.first();
    }

    /** Forgets the domains that have no mail. */
    void forgetIdle() {
        all().stream().filter(d -> d.depth() == 0).forEach(this::forget);
    }

    void clear() {
        chosen.keySet().forEach(forecast::cancel);
        chosen.clear();
        reviews.clear();
    }
}

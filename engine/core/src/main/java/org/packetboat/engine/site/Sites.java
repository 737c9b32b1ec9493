package org.packetboat.engine.site;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.packetboat.engine.hub.OtherMachines;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.queue.DomainQueue;
import org.packetboat.engine.route.Pace;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.Transport;
import org.packetboat.engine.route.choice.RouteCondition;

/**
 * The sites of one forwarder that have, or had, mail, and an agenda of when to look at each again: when it can be tried
 * next or, once it can, when its window closes. So ten thousand closed routes cost nothing. Used by the node only.
 */
public final class Sites {
    private final SiteTable table = new SiteTable();
    private final SiteTable earlier = new SiteTable();
    private final SiteAgenda<Site> agenda = new SiteAgenda<>();
    /** Those that could be called, and until when they wait for a cheaper hour. */
    private final Map<Site, Instant> held = new HashMap<>();
    private final OtherMachines machines = new OtherMachines();
    private final Round round = new Round(machines);
    private final BiFunction<Site, Instant, Set<String>> able;
    private final Supplier<Pace> pace;
    private final Consumer<Site> limits;

    /**
     * @param able   the names of the servers that may call a site at an instant
     * @param pace   how long mail takes, asked anew each time
     * @param limits gives a new site what limits it
     */
    public Sites(BiFunction<Site, Instant, Set<String>> able, Supplier<Pace> pace,
            Consumer<Site> limits) {
        this.limits = limits;
        this.able = able;
        this.pace = pace;
    }

    /** How long mail takes. */
    public Pace pace() {
        return pace.get();
    }

    /** Notes that a domain has mail for a route, the first of it due at this time. */
    public Site feed(Route route, DomainQueue queue, Instant due) {
        Site site = table.find(route, queue.domain()).orElseGet(() -> fresh(route, only(route, queue.domain())));
        site.feed(queue, due);
        return site;
    }

    /** The one site of a route, whether or not it has mail. */
    public Site at(Route route) {
        return table.named(route.site()).orElseGet(() -> fresh(route, Optional.empty()));
    }

    /** The condition of one of the routes to a domain. */
    public RouteCondition condition(Route route, DomainQueue queue, boolean up) {
        Instant rests = Moment.later(restsUntil(route, queue.domain()), machines.restsUntil(route));
        return new RouteCondition(route, rests, up, beside(route, queue), pace.get());
    }

    /** The condition of a route that is the same for all of its domains. */
    public RouteCondition condition(Route route, boolean up) {
        Instant rests = route.transport().perDomain()
                ? Instant.MIN
                : rests(table.named(route.site()).or(() -> earlier.named(route.site())));
        return new RouteCondition(route, rests, up, 0, pace.get());
    }

    private Site fresh(Route route, Optional<Domain> only) {
        Site site = new Site(route, only, pace);
        limits.accept(site);
        earlier.remove(site).ifPresent(site::inherit);
        table.put(site);
        return site;
    }

    /** The site that mail for a domain goes to by a route, if it has had any. */
    public Optional<Site> find(Route route, Domain domain) {
        return table.find(route, domain);
    }

    /** Until when the site that a route reaches for a domain rests; long past if it does not. */
    public Instant restsUntil(Route route, Domain domain) {
        return rests(table.find(route, domain).or(() -> earlier.find(route, domain)));
    }

    /** The other machines of the hub. */
    public OtherMachines machines() {
        return machines;
    }

    /**
     * A machine of the hub lives: none of the ways to it is down, or rests, also of those that were there before the
     * routes last changed.
     *
     * @return the sites of the ways that are there now: mail may go to them sooner
     */
    public List<Site> lives(Transport machine) {
        List<Site> ways = table.handedTo(machine);
        Stream.concat(ways.stream(), earlier.handedTo(machine).stream()).forEach(site -> {
            site.isDown(Optional.empty());
            site.cleared();
        });
        return ways;
    }

    private static Instant rests(Optional<Site> site) {
        return site.map(Site::restsUntil).orElse(Instant.MIN);
    }

    /** How many bytes of other domains wait for the site that a route reaches for a domain. */
    private long beside(Route route, DomainQueue queue) {
        return find(route, queue.domain()).map(s -> s.beside(queue)).orElse(0L);
    }

    /** A domain's mail goes another way from now on. */
    public void leave(Site site, DomainQueue queue, Instant now) {
        site.leave(queue);
        reschedule(site, now);
    }

    /** The site of that name, if it has had mail since the routes were last changed. */
    public Optional<Site> named(String name) {
        return table.named(name);
    }

    /** The sites that a route reaches. */
    public Stream<Site> of(Route route) {
        return route.transport().perDomain()
                ? table.of(route.site()).stream()
                : named(route.site()).stream();
    }

    private static Optional<Domain> only(Route route, Domain domain) {
        return route.transport().perDomain() ? Optional.of(domain) : Optional.empty();
    }

    /** Begins a site's turn: until it is rescheduled, it does not come up. */
    public void serve(Site site) {
        suspend(site);
        round.serve(site);
    }

    private void suspend(Site site) {
        round.remove(site);
        agenda.remove(site);
        held.remove(site);
    }

    /** Computes again when a site can be called. */
    public void reschedule(Site site, Instant now) {
        suspend(site);
        SiteState state = site.state(now);
        if (state instanceof SiteState.Ready(Instant closes)) {
            Instant latest = site.latest(closes);
            Optional<Instant> until = round.holds(site, latest, now);
            agenda.put(site, until.filter(closes::isAfter).orElse(closes));
            if (until.isPresent()) held.put(site, until.get());
            else round.add(site, able.apply(site, now), latest, site.opened(now));
        } else {
            round.waitsForNoPlan(site);
            state.readyAt(now).ifPresent(at -> agenda.put(site, at));
        }
    }

    /** Looks again at the sites for which it is time. */
    public void step(Instant now) {
        agenda.due(now).forEach(site -> reschedule(site, now));
        round.step(now);
    }

    /** Until when a site that could be called waits for a cheaper hour. */
    public Optional<Instant> waitsUntil(Site site) {
        return Optional.ofNullable(held.get(site));
    }

    /** Whose turn it is with a server, of those that can be tried. */
    public Optional<Site> next(String server) {
        return round.next(server);
    }

    /** Whether there is nobody for a server to call. */
    public boolean noneReady(String server) {
        return round.isEmpty(server);
    }

    /** Who waits for a server while it has a session. */
    public Others others(String server) {
        return round.others(server);
    }

    /** From now on this plan is followed. */
    public void follow(Timetable timetable, Instant now) {
        round.follow(timetable);
        regroup(now);
        List.copyOf(held.keySet()).forEach(site -> reschedule(site, now));
    }

    /** Other servers than before may call them. */
    public void regroup(Instant now) {
        List<Site> all = round.sites();
        round.clear();
        all.forEach(site -> reschedule(site, now));
    }

    /** When to look at them again: {@link #step}. */
    public Optional<Instant> wake() {
        return Stream.of(agenda.first(), round.wake()).flatMap(Optional::stream).min(Instant::compareTo);
    }

    public Collection<Site> all() {
        return table.all();
    }

    /**
     * Forgets the sites of single domains whose mail has gone, once they have rested: there are as many of them as
     * there are domains in the world.
     */
    public void forgetIdle(Predicate<Site> busy, Instant now) {
        table.removeIf(site -> {
            site.prune();
            boolean idle = site.isIdle(now) && !busy.test(site);
            if (idle) suspend(site);
            return idle;
        });
    }

    /**
     * Forgets all sites. A site that is fed from now on takes over what was known of the earlier one of its name.
     */
    public void reset(Instant now) {
        earlier.removeIf(site -> !site.restsUntil().isAfter(now));
        table.all().forEach(earlier::put);
        table.clear();
        agenda.clear();
        held.clear();
        round.clear();
    }
}

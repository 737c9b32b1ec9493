package org.packetboat.engine.forward;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.queue.DomainQueue;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.settle.FailurePolicy;
import org.packetboat.engine.site.DeadlineScan;
import org.packetboat.engine.site.Site;
import org.packetboat.engine.site.Sites;
import org.packetboat.engine.store.StoreException;

/**
 * Gives each domain's mail to the site of the route that is chosen for it, and takes it away when another is chosen.
 * Used by the node only.
 */
final class SiteFeeder {
    private final RouteSelector selector;
    private final Sites sites;
    private final CallSlots slots;
    private final OpenSessions sessions;
    private final UnroutedMail unrouted;
    private final DeadlineScan deadlines;
    private Consumer<DomainQueue> moved = _ -> {};

    SiteFeeder(RouteSelector selector, Sites sites, CallSlots slots, OpenSessions sessions, UnroutedMail unrouted,
            DeadlineScan deadlines) {
        this.deadlines = deadlines;
        this.unrouted = unrouted;
        this.selector = selector;
        this.sites = sites;
        this.slots = slots;
        this.sessions = sessions;
    }

    /** Who hears of each domain whose mail goes another way from now on. */
    void onMove(Consumer<DomainQueue> hearer) {
        moved = hearer;
    }

    /** There is mail for a domain: new, or put back. */
    void feed(DomainQueue domain, DomainQueue.Arrivals arrivals, Instant now) {
        Optional<Route> before = selector.chosen(domain.domain());
        selector.choose(domain, arrivals.by(), now).ifPresentOrElse(route -> {
            boolean other = before.filter(b -> !b.equals(route)).isPresent();
            if (other) leave(before.get(), domain, now);
            feed(route, domain, other ? DomainQueue.Arrivals.UNKNOWN : arrivals, now);
            if (other) lookAnew(before.get(), route, domain);
            unrouted.served(domain);
            if (other) moved.accept(domain);
        }, () -> unrouted.found(domain));
    }

    private void feed(Route route, DomainQueue domain, DomainQueue.Arrivals arrivals, Instant now) {
        Site site = sites.feed(route, domain, due(route, arrivals, now));
        site.needs(domain);
        deadlines.add(domain, now);
        slots.all().forEach(slot -> slot.arrived(site, domain, arrivals.lowest()));
        sessions.with(site).forEach(s -> s.arrived(domain, arrivals.lowest()));
        if (!sessions.isFull(site)) sites.reschedule(site, now);
    }

    /** Mail of a grade whose window is shut is no reason to look at the queue. */
    private static Instant due(Route route, DomainQueue.Arrivals arrivals, Instant now) {
        Instant opens = route.terms().grades().of(arrivals.lowest().priority())
                .map(grade -> grade.own().from(now).map(Interval::open).orElse(Instant.MAX)).orElse(Instant.MIN);
        return opens.isAfter(arrivals.due()) ? opens : arrivals.due();
    }

    /** A domain's mail goes by another of its routes from now on. */
    private void leave(Route route, DomainQueue domain, Instant now) {
        sites.find(route, domain.domain()).ifPresent(site -> {
            slots.forgetLook(site);
            sites.leave(site, domain, now);
        });
    }

    /** By another route large mail may go that was only offered: then it may be urgent. */
    private void lookAnew(Route before, Route after, DomainQueue domain) {
        if (!before.terms().large().equals(after.terms().large())) deadlines.heldAnew(domain);
    }

    /** Sends what a domain's site has at its next chance, without waiting for retry times. */
    void flush(DomainQueue domain, Instant now) {
        feed(domain, DomainQueue.Arrivals.UNKNOWN, now);
        selector.route(domain.domain()).ifPresent(route -> {
            sites.feed(route, domain, now).flush();
            feed(route, domain, DomainQueue.Arrivals.UNKNOWN, now);
        });
    }

    /** Looks on at what waited at the start, and chooses routes anew for the domains for which it is time. */
    void step(Instant now) {
        deadlines.step(now, domain -> seen(domain, now));
        selector.due(now).forEach(domain -> reconsider(domain, now));
    }

    /** It is known now by when a domain's mail has to be there: its site may wait for a cheaper hour. */
    private void seen(DomainQueue domain, Instant now) {
        selector.route(domain.domain()).flatMap(route -> sites.find(route, domain.domain())).ifPresent(site -> {
            site.needsAnew();
            site.needs(domain);
            if (!sessions.isFull(site)) sites.reschedule(site, now);
        });
    }

    /** What of a domain's mail is held has changed. */
    void heldAnew(DomainQueue domain) {
        deadlines.heldAnew(domain);
    }

    /** Who is fed after this is served by other routes. */
    void clear() {
        selector.clear();
        deadlines.clear();
    }

    /** When {@link #step} has something to do. */
    Optional<Instant> wake() {
        return Stream.of(selector.wake(), deadlines.wake()).flatMap(Optional::stream).min(Instant::compareTo);
    }

    /** Chooses routes anew for all domains that have several. */
    void reconsiderAll(Instant now) {
        selector.all().forEach(domain -> reconsider(domain, now));
    }

    private void reconsider(DomainQueue domain, Instant now) {
        Optional<Route> before = selector.forget(domain);
        if (before.isEmpty()) return;
        Optional<Route> after = domain.depth() == 0 ? Optional.empty() : chooseAnew(domain, before.get(), now);
        if (after.equals(before)) return;
        leave(before.get(), domain, now);
        after.ifPresent(route -> {
            feed(route, domain, DomainQueue.Arrivals.UNKNOWN, now);
            lookAnew(before.get(), route, domain);
        });
        moved.accept(domain);
    }

    /** While its queue can't be read, it stays where it was, and is looked at again. */
    private Optional<Route> chooseAnew(DomainQueue domain, Route before, Instant now) {
        try {
            return selector.choose(domain, DomainQueue.Arrivals.UNKNOWN.by(), now);
        } catch (StoreException unreadable) {
            selector.keep(domain, before, now.plus(FailurePolicy.storeRest()));
            throw unreadable;
        }
    }

    /** Finds out anew when a site can be tried, and whether its mail had better go another way. */
    void reschedule(Site site, Instant now) {
        List.copyOf(site.queues()).forEach(domain -> reconsider(domain, now));
        site.prune();
        site.queues().forEach(domain -> deadlines.again(domain, now));
        sites.reschedule(site, now);
    }

    /**
     * The machine of the hub behind a route took mail, or said something: mail may go there by all ways to it.
     *
     * @return whether it was unreached before: then routes have to be chosen anew after this
     */
    boolean machineLives(Route route, Instant now) {
        if (!sites.machines().reached(route)) return false;
        for (Site way : sites.lives(route.transport()))
            if (!sessions.isFull(way)) sites.reschedule(way, now);
        return true;
    }

    /**
     * Mail is left that has to go another way: the site rests, so that another route may take that mail. If none does,
     * it is looked at again after the rest, since that mail may be let go by then.
     *
     * @param why the mail may not go by this site
     */
    void leaveToOthers(Site site, Reply why, Instant now) {
        Instant until = now.plus(site.route().retry());
        site.rest(until, why);
        site.dueBy(until);
        reschedule(site, now);
    }
}

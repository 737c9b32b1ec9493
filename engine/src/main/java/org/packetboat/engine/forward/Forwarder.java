package org.packetboat.engine.forward;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.packetboat.engine.link.Call;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.inbox.Chores;
import org.packetboat.engine.inbox.Inbox;
import org.packetboat.engine.notice.Notices;
import org.packetboat.engine.queue.DomainQueue;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.route.AtClose;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.status.Watcher;
import org.packetboat.engine.store.StoreException;

/**
 * Forwards mail to one site at a time, as 3+Mail did: it takes the next site whose route is open and whose mail is due
 * (lowest hop count first, then the least time left in its window), sends everything that is queued for it in one
 * session, and steps on. Within a round no site comes up twice while another is ready. Used by the node only.
 */
public final class Forwarder {
    /** A session ends its turn after this time if another site is ready. */
    static final Duration TURN = Duration.ofMinutes(10);

    private static final Reply NO_LINK = new Reply(451, "4.3.5", "The route's link is not configured");
    private static final Comparator<Site> BY_COST = Comparator.comparingInt(s -> s.route().cost());

    private final MailQueue queue;
    private final Inbox inbox;
    private final Chores chores;
    private final Map<String, Link> links;
    private final Watcher watcher;
    private final Supplier<Policy> policy;
    private final UnderWay underWay;
    private final Notices notices;
    private final Sites sites = new Sites();
    private Optional<Visit> current = Optional.empty();
    private long round = 1;
    private int unstored;
    private boolean closing;

    /** @param links by name, as routes name them; looked up at each session, so that it may change */
    public Forwarder(MailQueue queue, Inbox inbox, Chores chores, Map<String, Link> links, Watcher watcher,
            Supplier<Policy> policy, UnderWay underWay) {
        this.queue = queue;
        this.inbox = inbox;
        this.chores = chores;
        this.links = links;
        this.watcher = watcher;
        this.policy = policy;
        this.underWay = underWay;
        this.notices = new Notices(queue);
    }

    /** There is mail for a domain that this forwarder serves by a route: new, or put back. */
    public void feed(Route route, DomainQueue domain, DomainQueue.Arrivals arrivals, Instant now) {
        Site site = sites.feed(route, domain, arrivals.due());
        Optional<Visit> visit = visitAt(site.name());
        visit.ifPresent(v -> v.arrived(domain, arrivals.lowest()));
        if (visit.isEmpty()) sites.reschedule(site, now);
    }

    private Optional<Visit> visitAt(String site) {
        return current.filter(v -> v.site().name().equals(site));
    }

    /** Starts a session if none is under way and a site is ready; ends one whose time is over. */
    public void step(Instant now) {
        current.filter(v -> !v.isStopping()).ifPresent(v -> stopInTime(v, now));
        while (current.isEmpty() && unstored == 0 && !closing) {
            Optional<Site> site = choose(now);
            if (site.isEmpty()) return;
            visit(site.get(), now);
        }
    }

    private void stopInTime(Visit visit, Instant now) {
        if (!now.isBefore(visit.closes())) {
            visit.stop(visit.site().route().atClose() == AtClose.CUT, "the window closed");
        } else if (!now.isBefore(visit.began().plus(TURN)) && sites.ready(now).findAny().isPresent()) {
            visit.stop(false, "other sites are waiting");
        }
    }

    /** When {@link #step} has something to do next. */
    public Optional<Instant> wake() {
        if (current.isEmpty()) return unstored == 0 && !closing ? sites.nextReady() : Optional.empty();
        return current.filter(v -> !v.isStopping()).map(v -> earlier(v.closes(),
                sites.nextReady().map(at -> later(at, v.began().plus(TURN))).orElse(Instant.MAX)));
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private Optional<Site> choose(Instant now) {
        Comparator<Site> order = BY_COST.thenComparing(s -> s.left(now)).thenComparing(Site::name);
        Optional<Site> site = sites.ready(now).filter(s -> s.round() < round).min(order);
        if (site.isPresent() || sites.ready(now).findAny().isEmpty()) return site;
        round++;
        return choose(now);
    }

    private void visit(Site site, Instant now) {
        Optional<Interval> open = site.route().window().from(now).filter(i -> i.contains(now));
        SiteWalk probe = new SiteWalk(queue, site, underWay::contains);
        if (open.isEmpty()) {
            sites.reschedule(site, now);
        } else if (probe.next(now, open.get().close()).isEmpty()) {
            site.nothingUntil(probe.nextDue());
            sites.reschedule(site, now);
        } else {
            open(site, open.get().close(), now);
        }
    }

    private void open(Site site, Instant closes, Instant now) {
        Optional<Link> link = Optional.ofNullable(links.get(site.route().link()));
        if (link.isEmpty()) {
            site.rest(now.plus(site.route().retry()), NO_LINK);
            sites.reschedule(site, now);
            watcher.on(new StatusEvent.Trouble(now, "route " + site.name() + " goes over link " + site.route().link()
                    + ", which is not configured"));
            return;
        }
        site.servedIn(round);
        sites.suspend(site);
        Visit visit = new Visit(this, inbox, site, new SiteWalk(queue, site, underWay::contains), now, closes);
        current = Optional.of(visit);
        watcher.on(new StatusEvent.SessionOpened(now, site.name(), site.route().link()));
        visit.started(link.get().open(new Call(site.route(), site.only(), closes), visit));
    }

    Optional<Transfer> supply(Visit visit, Instant now) {
        if (unstored > 0) return Optional.empty();
        try {
            Optional<Transfer> transfer = visit.take(queue, now);
            transfer.ifPresent(t -> underWay.add(t.envelope().id()));
            return transfer;
        } catch (StoreException e) {
            watcher.on(new StatusEvent.Trouble(now, "the queue of " + visit.site().name() + " can't be read: "
                    + e.getMessage()));
            return Optional.empty();
        }
    }

    /** Commit B. If the disk doesn't take it, nothing more is sent until it does. */
    void settle(Visit visit, Envelope envelope, Map<Recipient, Outcome> outcomes, Instant now) {
        visit.count(envelope);
        store(envelope, outcomes, visit.site().route(), now);
    }

    private void store(Envelope envelope, Map<Recipient, Outcome> outcomes, Route route, Instant now) {
        Settlement settlement = new Settlement(envelope, outcomes, route, policy.get(), now);
        try {
            settlement.fill(queue, notices).commit(failure -> inbox.post(later -> {
                if (failure.isEmpty()) {
                    settled(settlement);
                } else {
                    storeLater(envelope, outcomes, route, later);
                }
            }));
        } catch (StoreException e) {
            storeLater(envelope, outcomes, route, now);
        }
    }

    private void storeLater(Envelope envelope, Map<Recipient, Outcome> outcomes, Route route, Instant now) {
        unstored++;
        chores.at(now.plus(FailurePolicy.storeRest()), again -> {
            unstored--;
            store(envelope, outcomes, route, again);
        });
    }

    private void settled(Settlement settlement) {
        underWay.remove(settlement.id());
        settlement.remaining().ifPresent(queue::waits);
        settlement.events().forEach(watcher::on);
    }

    void ended(Visit visit, Ending ending, Instant now) {
        current = Optional.empty();
        visit.handedOut().values().forEach(e -> {
            underWay.remove(e.id());
            queue.waits(e);
        });
        Site site = visit.site();
        sites.named(site.name()).ifPresent(s -> judge(s, visit, ending, now));
        watcher.on(new StatusEvent.SessionEnded(now, site.name(), site.route().link(),
                Duration.between(visit.began(), now), visit.settled(), visit.bytes(), Endings.describe(ending)));
    }

    private void judge(Site site, Visit visit, Ending ending, Instant now) {
        Duration rest = FailurePolicy.rest(ending, visit.settled(), visit.nextDue().isPresent(), site.route().retry());
        if (rest.isZero()) {
            site.reached();
        } else {
            site.rest(now.plus(rest), Endings.reply(ending));
        }
        site.nothingUntil(visit.nextDue().orElse(Instant.MIN));
        site.flushDone();
        site.prune();
        sites.reschedule(site, now);
    }

    /** The routes have changed: whoever is fed after this is served by the new ones. */
    public void reroute(Instant now) {
        sites.reset();
        current.ifPresent(v -> v.closesAt(policy.get().routes().routes().stream()
                .filter(r -> r.site().equals(v.site().route().site())).findFirst()
                .or(() -> Optional.of(policy.get().outlet()).filter(v.site().route()::equals))
                .flatMap(r -> r.window().from(now)).filter(i -> i.contains(now)).map(Interval::close).orElse(now)));
    }

    /** The clock went back: what was timed by it is timed anew. */
    public void clockWentBack(Instant now) {
        for (Site site : sites.all()) {
            site.clamp(now);
            if (visitAt(site.name()).isEmpty()) sites.reschedule(site, now);
        }
    }

    /** Sends what a domain's site has at its next chance, without waiting for retry times. */
    public void flush(Route route, DomainQueue domain, Instant now) {
        Site site = sites.feed(route, domain, now);
        site.flush();
        if (visitAt(site.name()).isEmpty()) sites.reschedule(site, now);
    }

    /** Why the last session with the site of a domain failed; empty if it didn't. */
    public Optional<Reply> lastReply(Route route, Domain domain) {
        return sites.find(route, domain).flatMap(Site::lastReply);
    }

    /** The site that a domain's mail goes to, for people; empty if it has had none. */
    public Optional<SiteStatus> site(Route route, Domain domain, Instant now) {
        return sites.find(route, domain).map(s -> status(s, now));
    }

    /** What waits for a route. */
    public RouteBacklog backlog(Route route) {
        List<Site> all = sites.of(route).toList();
        return new RouteBacklog(all.stream().mapToLong(Site::depth).sum(),
                all.stream().anyMatch(s -> visitAt(s.name()).isPresent()),
                all.stream().map(Site::lastReply).flatMap(Optional::stream).findFirst());
    }

    private SiteStatus status(Site site, Instant now) {
        return new SiteStatus(site.name(), site.route(), visitAt(site.name()).isPresent(), site.readyAt(now),
                site.lastReply());
    }

    /** Starts no more sessions and asks the one under way to end. @param cut whether in the middle of a transfer */
    public void close(boolean cut) {
        closing = true;
        current.ifPresent(v -> v.stop(cut, "the server stops"));
    }

    /** The session under way. */
    public Optional<VisitStatus> current() {
        return current.map(v -> new VisitStatus(v.site().name(), v.site().route().link(), v.began(), v.settled(),
                v.bytes(), v.progress()));
    }
}

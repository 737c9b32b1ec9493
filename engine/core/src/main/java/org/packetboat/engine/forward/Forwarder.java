package org.packetboat.engine.forward;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.packetboat.engine.inbox.Chores;
import org.packetboat.engine.inbox.Inbox;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.queue.DomainQueue;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.route.Pace;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.RouteCondition;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.store.StoreException;

/**
 * Forwards mail, each of its servers to one site at a time, as 3+Mail did: it takes the next site whose route is open
 * and whose mail is due (by the timetable, else the lowest hop count first, then the least slack) or whose time has
 * come to be asked for mail, sends everything that is queued for it in one session, and steps on. Within a round no
 * site comes up twice while another is ready. Sites that call us are answered meanwhile, each in a session of its own;
 * with one site there is never more than one session, and of one domain never mail in two. Used by the node only.
 */
public final class Forwarder {
    private static final Reply CARRIED = new Reply(451, "4.4.6", "The next server has carried this mail before");

    private final MailQueue queue;
    private final Inbox inbox;
    private final Chores chores;
    private final Supplier<Policy> policy;
    private final UnderWay underWay;
    private final Settling settling;
    private final Desks desks;
    private final Sites sites;
    private final Choices choices;
    private final Onward onward;
    private final Survey survey;
    private final Caller caller;
    private final Map<String, Visit> answered = new LinkedHashMap<>();
    private Optional<Instant> desksWake = Optional.empty();
    private boolean closing;

    /**
     * @param servers who call sites; at least one
     * @param links   by name, as routes name them; looked up at each session, so that it may change
     * @param pace    how long mail takes
     */
    public Forwarder(List<Server> servers, MailQueue queue, Inbox inbox, Chores chores, Map<String, Link> links,
            Supplier<Policy> policy, Supplier<Pace> pace, UnderWay underWay) {
        this.desks = new Desks(servers);
        this.sites = new Sites(desks::able, pace);
        this.queue = queue;
        this.inbox = inbox;
        this.chores = chores;
        this.policy = policy;
        this.underWay = underWay;
        this.settling = new Settling(queue, inbox, chores, policy, underWay);
        this.caller = new Caller(this, sites, queue, inbox, links);
        this.onward = new Onward(policy);
        this.choices = new Choices(queue, policy, sites, this::isUp,
                (route, domain) -> sites.find(route, domain).filter(s -> visitAt(s.name()).isPresent()).isPresent(),
                onward);
        this.survey = new Survey(sites, choices, onward,
                () -> visits().map(v -> v.site().name()).collect(Collectors.toSet()), desks::able);
    }

    /** There is mail for a domain: new, or put back. */
    public void feed(DomainQueue domain, DomainQueue.Arrivals arrivals, Instant now) {
        Optional<Route> before = choices.chosen(domain.domain());
        choices.choose(domain, arrivals.by(), now).ifPresent(route -> {
            boolean moved = before.filter(b -> !b.equals(route)).isPresent();
            if (moved) leave(before.get(), domain, now);
            feed(route, domain, moved ? DomainQueue.Arrivals.UNKNOWN : arrivals, now);
        });
    }

    /** A domain's mail goes by another of its routes from now on. */
    private void leave(Route route, DomainQueue domain, Instant now) {
        sites.find(route, domain.domain()).ifPresent(site -> {
            desks.forgetProbe(site);
            sites.leave(site, domain, now);
        });
    }

    /** Chooses a domain's route anew, if it has several. */
    private void reconsider(DomainQueue domain, Instant now) {
        Optional<Route> before = choices.forget(domain);
        if (before.isEmpty()) return;
        Optional<Route> after = domain.depth() == 0
                ? Optional.empty()
                : choices.choose(domain, DomainQueue.Arrivals.UNKNOWN.by(), now);
        if (after.equals(before)) return;
        leave(before.get(), domain, now);
        after.ifPresent(route -> feed(route, domain, DomainQueue.Arrivals.UNKNOWN, now));
    }

    private void feed(Route route, DomainQueue domain, DomainQueue.Arrivals arrivals, Instant now) {
        Site site = sites.feed(route, domain, arrivals.due());
        site.neededBy(arrivals.by());
        desks.all().stream().flatMap(d -> d.probe.stream()).filter(p -> p.site() == site)
                .forEach(p -> p.walk().arrived(domain, arrivals.lowest()));
        Optional<Visit> visit = visitAt(site.name());
        visit.ifPresent(v -> v.arrived(domain, arrivals.lowest()));
        if (visit.isEmpty()) sites.reschedule(site, now);
    }

    private Optional<Visit> visitAt(String site) {
        return desks.visits().filter(v -> v.site().name().equals(site)).findFirst()
                .or(() -> Optional.ofNullable(answered.get(site)));
    }

    Stream<Visit> visits() {
        return Stream.concat(desks.visits(), answered.values().stream());
    }

    /** Starts a session with each server that has none, if a site is ready; ends those whose time is over. */
    public void step(Instant now) {
        choices.due(now).forEach(domain -> reconsider(domain, now));
        if (desksWake.isPresent() && !desksWake.get().isAfter(now)) regroup(now);
        sites.step(now);
        desks.all().forEach(desk -> step(desk, now));
    }

    private void step(Desk desk, Instant now) {
        desk.current.ifPresent(v -> v.stopInTime(now, !sites.noneReady(desk.name())));
        boolean more = true;
        while (more && mayCall(desk)) {
            Optional<Site> site = sites.next(desk.name());
            more = site.isPresent() && caller.call(desk, site.get(), now);
        }
    }

    private boolean mayCall(Desk desk) {
        return desk.current.isEmpty() && !settling.isStuck() && !closing;
    }

    /** When {@link #step} has something to do next. */
    public Optional<Instant> wake() {
        Stream<Instant> stops = desks.all().stream()
                .flatMap(d -> d.current.map(v -> v.wake(!sites.noneReady(d.name()))).stream());
        Stream<Instant> looks = Stream.of(sites.wake(), choices.wake(), desksWake).flatMap(Optional::stream);
        return Stream.concat(stops, looks).min(Instant::compareTo);
    }

    /** Follows this plan from now on, as long as it can be followed. */
    public void follow(Timetable timetable, Instant now) {
        sites.follow(timetable, now);
    }

    /** The lines that are believed dead: plans do without them. */
    public List<DeadLine> deadLines(Instant now) {
        return desks.dead(now);
    }

    /** Finds out anew who may call whom. */
    private void regroup(Instant now) {
        desksWake = desks.wake(now);
        sites.regroup(now);
    }

    /** Does this at the next step, which comes at once. */
    void goOn(Inbox.Task task) {
        chores.at(Instant.MIN, task);
    }

    /**
     * The site of a route has called us: everything queued for it goes, window or not, without waiting for retry times.
     *
     * @param link    over which it called
     * @param session the session under way
     * @return empty if a session with it is under way already
     */
    Optional<Visit> answer(Route route, String link, Link.Session session, Instant now) {
        if (closing || visitAt(route.site()).isPresent()) return Optional.empty();
        Site site = sites.at(route);
        desks.forgetProbe(site);
        sites.serve(site);
        site.flush();
        SiteWalk walk = walk(site);
        Visit visit = Visit.answering(this, inbox, site, link, walk, now);
        visit.started(session);
        answered.put(site.name(), visit);
        queue.tell(new StatusEvent.SessionOpened(now, site.name(), link));
        return Optional.of(visit);
    }

    SiteWalk.Sight supply(Visit visit, Instant now) {
        if (settling.isStuck()) return new SiteWalk.Sight.Nothing();
        try {
            SiteWalk.Sight sight = visit.take(now);
            if (sight instanceof SiteWalk.Sight.Ready(Envelope envelope)) {
                underWay.add(envelope.id());
                queue.tell(new StatusEvent.Sending(now, envelope.id(), envelope.message().batch(), visit.site().name(),
                        envelope.recipients().size(), envelope.message().size()));
            }
            return sight;
        } catch (StoreException e) {
            queue.tell(new StatusEvent.Trouble(now, "the queue of " + visit.site().name() + " can't be read: "
                    + e.getMessage()));
            return new SiteWalk.Sight.Nothing();
        }
    }

    Transfer transfer(Envelope envelope) {
        return new Transfer(envelope, queue.body(envelope.message()));
    }

    /** A look through a site's queues. */
    SiteWalk walk(Site site) {
        return new SiteWalk(queue, site, underWay::contains,
                (e, by) -> onward.mayPass(queue.body(e.message()), by, e.destination()));
    }

    /** A transfer has come so far. */
    void tellProgress(Visit visit, Envelope envelope, long done, Instant now) {
        queue.tell(new StatusEvent.Progress(now, envelope.id(), envelope.message().batch(), visit.site().name(), done,
                envelope.message().size()));
    }

    /** Commit B. If the disk doesn't take it, nothing more is sent until it does. */
    void settle(Visit visit, Envelope envelope, Map<Recipient, Outcome> outcomes, Instant now) {
        visit.count(envelope);
        if (outcomes.values().stream().anyMatch(o -> o instanceof Outcome.Delivered))
            onward.took(visit.site().route(), envelope.destination(), envelope.message().size());
        settling.settle(envelope, outcomes, visit.site().route(), now);
    }

    void ended(Visit visit, Ending ending, Instant now) {
        Optional<Desk> desk = desks.of(visit);
        desk.ifPresent(d -> d.current = Optional.empty());
        answered.values().remove(visit);
        visit.handedOut().values().forEach(e -> {
            underWay.remove(e.id());
            queue.waits(e);
        });
        Site site = visit.site();
        onward.ended(site.route(), now);
        sites.named(site.name()).ifPresent(s -> judge(s, visit, ending, now));
        desk.ifPresent(d -> judge(d, visit, ending, now));
        queue.tell(new StatusEvent.SessionEnded(now, site.name(), visit.link(),
                Duration.between(visit.began(), now), visit.settled(), visit.bytes(), Endings.describe(ending),
                visit.figures()));
    }

    private void judge(Site site, Visit visit, Ending ending, Instant now) {
        Duration rest = FailurePolicy.rest(ending, visit.settled(), visit.isExhausted(), site.route().retry());
        if (rest.isZero()) {
            site.reached(now);
        } else {
            site.rest(now.plus(rest), Endings.reply(ending));
        }
        site.nothingUntil(visit.nextDue().orElse(Instant.MIN));
        if (visit.isExhausted()) site.flushDone();
        if (visit.leavesCarried()) leaveToOthers(site, now);
        else reschedule(site, now);
    }

    /** Mail is left that this server has carried before: it rests, so that another route may take that. */
    void leaveToOthers(Site site, Instant now) {
        site.rest(now.plus(site.route().retry()), CARRIED);
        reschedule(site, now);
    }

    /**
     * A line that reaches nobody leaves its sites to other servers, if there are any, and they need not rest for it.
     */
    private void judge(Desk desk, Visit visit, Ending ending, Instant now) {
        Route route = visit.site().route();
        Set<String> blamed = desks.ended(desk, visit, ending, now);
        if (blamed.isEmpty() || !desks.isShared(route)) return;
        queue.tell(new StatusEvent.Trouble(now, "server " + desk.name() + " reaches nobody over link " + visit.link()
                + "; others take over for a while"));
        blamed.stream().map(sites::named).flatMap(Optional::stream).forEach(Site::cleared);
        blamed.stream().map(sites::named).flatMap(Optional::stream).forEach(s -> sites.reschedule(s, now));
        regroup(now);
    }

    /** Finds out anew when a site can be tried, and whether its mail had better go another way. */
    void reschedule(Site site, Instant now) {
        List.copyOf(site.queues()).forEach(domain -> reconsider(domain, now));
        site.prune();
        sites.reschedule(site, now);
    }

    /** All hosts of a route's site are down, or one of them is up again. @param why what the last of them said */
    public void health(Route route, Optional<Reply> why, Instant now) {
        Site site = sites.at(route);
        if (!site.isDown(why)) return;
        Optional<Visit> visit = visitAt(site.name());
        if (why.isPresent()) visit.ifPresent(v -> v.stop(true, "all hosts of " + site.name() + " are down"));
        if (visit.isEmpty()) reschedule(site, now);
        choices.all().forEach(domain -> reconsider(domain, now));
    }

    /** How a route stands that is no other for each domain. */
    public RouteCondition condition(Route route) {
        return sites.condition(route, isUp(route));
    }

    /** The routes have changed: whoever is fed after this is served by the new ones. */
    public void reroute(Instant now) {
        sites.reset(now);
        choices.clear();
        desks.forgetProbes();
        visits().forEach(v -> reroute(v, now));
    }

    /** The site of a route has asked to be called back: it is, as soon as its window is open. */
    public void callBack(Route route, Instant now) {
        sites.at(route).want();
        poll(route, now);
    }

    /** A route of this forwarder whose site is called though nothing may wait for it. */
    public void poll(Route route, Instant now) {
        Site site = sites.at(route);
        if (visitAt(site.name()).isEmpty()) sites.reschedule(site, now);
    }

    /** Lets go what is kept in memory of domains without mail. */
    public void forgetIdle(Instant now) {
        sites.forgetIdle(site -> visitAt(site.name()).isPresent(), now);
        choices.forgetIdle();
    }

    private void reroute(Visit visit, Instant now) {
        visit.reroute();
        Route before = visit.site().route();
        Optional<Route> after = policy.get().routes().routes().stream().filter(r -> r.site().equals(before.site()))
                .findFirst().or(() -> Optional.of(policy.get().outlet()).filter(o -> o.site().equals(before.site())));
        visit.closesAt(after.flatMap(r -> r.window().from(now)).filter(i -> i.contains(now)).map(Interval::close)
                .orElse(now));
        if (after.filter(visit::leadsBy).isEmpty()) visit.stop(false, "its route changed");
    }

    /** The clock went back: what was timed by it is timed anew. */
    public void clockWentBack(Instant now) {
        visits().forEach(v -> v.clockWentBack(now));
        for (Site site : sites.all()) {
            site.clamp(now);
            if (visitAt(site.name()).isEmpty()) sites.reschedule(site, now);
        }
        choices.all().forEach(domain -> reconsider(domain, now));
    }

    /** Sends what a domain's site has at its next chance, without waiting for retry times. */
    public void flush(DomainQueue domain, Instant now) {
        feed(domain, DomainQueue.Arrivals.UNKNOWN, now);
        route(domain.domain()).ifPresent(route -> {
            sites.feed(route, domain, now).flush();
            feed(route, domain, DomainQueue.Arrivals.UNKNOWN, now);
        });
    }

    /** The route that a domain's mail takes for now; empty if none serves it. */
    public Optional<Route> route(Domain domain) {
        return choices.route(domain);
    }

    /** Whether a route's link is up now, so that sending costs no call: by itself, or for a session under way. */
    public boolean isUp(Route route) {
        return caller.isUp(route) || visitAt(route.site()).isPresent();
    }

    /** What waits, and when it arrives. */
    public Survey survey() {
        return survey;
    }

    /** Starts no more sessions and asks the one under way to end. @param cut whether in the middle of a transfer */
    public void close(boolean cut) {
        closing = true;
        visits().forEach(v -> v.stop(cut, "the server stops"));
    }

    /** The sessions under way. */
    public List<VisitStatus> sessions() {
        return visits().map(Visit::status).toList();
    }
}

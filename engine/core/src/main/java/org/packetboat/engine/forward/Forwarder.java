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
import org.packetboat.engine.inbox.DelayedTasks;
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
import org.packetboat.engine.settle.CommitB;
import org.packetboat.engine.settle.Endings;
import org.packetboat.engine.settle.FailurePolicy;
import org.packetboat.engine.settle.InFlight;
import org.packetboat.engine.site.NextEnvelope;
import org.packetboat.engine.site.Site;
import org.packetboat.engine.site.SiteWalk;
import org.packetboat.engine.site.Sites;
import org.packetboat.engine.site.Timetable;
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
    private final DelayedTasks tasks;
    private final Supplier<Policy> policy;
    private final InFlight inFlight;
    private final CommitB commitB;
    private final CallSlots slots;
    private final Sites sites;
    private final RouteSelector selector;
    private final NextHopForecast forecast;
    private final ForwarderStatus status;
    private final SessionOpener caller;
    private final Map<String, SiteSession> answered = new LinkedHashMap<>();
    private Optional<Instant> slotsWake = Optional.empty();
    private boolean closing;

    /**
     * @param servers who call sites; at least one
     * @param links   by name, as routes name them; looked up at each session, so that it may change
     * @param pace    how long mail takes
     */
    public Forwarder(List<Server> servers, MailQueue queue, Inbox inbox, DelayedTasks tasks, Map<String, Link> links,
            Supplier<Policy> policy, Supplier<Pace> pace, InFlight inFlight) {
        this.slots = new CallSlots(servers);
        this.sites = new Sites(slots::able, pace);
        this.queue = queue;
        this.inbox = inbox;
        this.tasks = tasks;
        this.policy = policy;
        this.inFlight = inFlight;
        this.commitB = new CommitB(queue, inbox, tasks, policy, inFlight);
        this.caller = new SessionOpener(this, sites, queue, inbox, links);
        this.forecast = new NextHopForecast(policy);
        this.selector = new RouteSelector(queue, policy, sites, this::isUp,
                (route, domain) -> sites.find(route, domain).filter(s -> sessionAt(s.name()).isPresent()).isPresent(),
                forecast);
        this.status = new ForwarderStatus(sites, selector, forecast,
                () -> siteSessions().map(v -> v.site().name()).collect(Collectors.toSet()), slots::able);
    }

    /** There is mail for a domain: new, or put back. */
    public void feed(DomainQueue domain, DomainQueue.Arrivals arrivals, Instant now) {
        Optional<Route> before = selector.chosen(domain.domain());
        selector.choose(domain, arrivals.by(), now).ifPresent(route -> {
            boolean moved = before.filter(b -> !b.equals(route)).isPresent();
            if (moved) leave(before.get(), domain, now);
            feed(route, domain, moved ? DomainQueue.Arrivals.UNKNOWN : arrivals, now);
        });
    }

    /** A domain's mail goes by another of its routes from now on. */
    private void leave(Route route, DomainQueue domain, Instant now) {
        sites.find(route, domain.domain()).ifPresent(site -> {
            slots.forgetProbe(site);
            sites.leave(site, domain, now);
        });
    }

    /** Chooses a domain's route anew, if it has several. */
    private void reconsider(DomainQueue domain, Instant now) {
        Optional<Route> before = selector.forget(domain);
        if (before.isEmpty()) return;
        Optional<Route> after = domain.depth() == 0
                ? Optional.empty()
                : selector.choose(domain, DomainQueue.Arrivals.UNKNOWN.by(), now);
        if (after.equals(before)) return;
        leave(before.get(), domain, now);
        after.ifPresent(route -> feed(route, domain, DomainQueue.Arrivals.UNKNOWN, now));
    }

    private void feed(Route route, DomainQueue domain, DomainQueue.Arrivals arrivals, Instant now) {
        Site site = sites.feed(route, domain, arrivals.due());
        site.neededBy(arrivals.by());
        slots.all().stream().flatMap(d -> d.probe.stream()).filter(p -> p.site() == site)
                .forEach(p -> p.walk().arrived(domain, arrivals.lowest()));
        Optional<SiteSession> session = sessionAt(site.name());
        session.ifPresent(v -> v.arrived(domain, arrivals.lowest()));
        if (session.isEmpty()) sites.reschedule(site, now);
    }

    private Optional<SiteSession> sessionAt(String site) {
        return slots.sessions().filter(v -> v.site().name().equals(site)).findFirst()
                .or(() -> Optional.ofNullable(answered.get(site)));
    }

    Stream<SiteSession> siteSessions() {
        return Stream.concat(slots.sessions(), answered.values().stream());
    }

    /** Starts a session with each server that has none, if a site is ready; ends those whose time is over. */
    public void step(Instant now) {
        selector.due(now).forEach(domain -> reconsider(domain, now));
        if (slotsWake.isPresent() && !slotsWake.get().isAfter(now)) regroup(now);
        sites.step(now);
        slots.all().forEach(slot -> step(slot, now));
    }

    private void step(CallSlot slot, Instant now) {
        slot.current.ifPresent(v -> v.stopInTime(now, !sites.noneReady(slot.name())));
        boolean more = true;
        while (more && mayCall(slot)) {
            Optional<Site> site = sites.next(slot.name());
            more = site.isPresent() && caller.call(slot, site.get(), now);
        }
    }

    private boolean mayCall(CallSlot slot) {
        return slot.current.isEmpty() && !commitB.isStuck() && !closing;
    }

    /** When {@link #step} has something to do next. */
    public Optional<Instant> wake() {
        Stream<Instant> stops = slots.all().stream()
                .flatMap(d -> d.current.map(v -> v.wake(!sites.noneReady(d.name()))).stream());
        Stream<Instant> looks = Stream.of(sites.wake(), selector.wake(), slotsWake).flatMap(Optional::stream);
        return Stream.concat(stops, looks).min(Instant::compareTo);
    }

    /** Follows this plan from now on, as long as it can be followed. */
    public void follow(Timetable timetable, Instant now) {
        sites.follow(timetable, now);
    }

    /** The lines that are believed dead: plans do without them. */
    public List<DeadLine> deadLines(Instant now) {
        return slots.dead(now);
    }

    /** Finds out anew who may call whom. */
    private void regroup(Instant now) {
        slotsWake = slots.wake(now);
        sites.regroup(now);
    }

    /** Does this at the next step, which comes at once. */
    void goOn(Inbox.Task task) {
        tasks.at(Instant.MIN, task);
    }

    /**
     * The site of a route has called us: everything queued for it goes, window or not, without waiting for retry times.
     *
     * @param link    over which it called
     * @param session the session under way
     * @return empty if a session with it is under way already
     */
    Optional<SiteSession> answer(Route route, String link, Link.Session session, Instant now) {
        if (closing || sessionAt(route.site()).isPresent()) return Optional.empty();
        Site site = sites.at(route);
        slots.forgetProbe(site);
        sites.serve(site);
        site.flush();
        SiteWalk walk = walk(site);
        SiteSession answer = SiteSession.answering(this, inbox, site, link, walk, now);
        answer.started(session);
        answered.put(site.name(), answer);
        queue.tell(new StatusEvent.SessionOpened(now, site.name(), link));
        return Optional.of(answer);
    }

    NextEnvelope supply(SiteSession session, Instant now) {
        if (commitB.isStuck()) return new NextEnvelope.Nothing();
        try {
            NextEnvelope next = session.take(now);
            if (next instanceof NextEnvelope.Ready(Envelope envelope)) {
                inFlight.add(envelope.id());
                queue.tell(
                        new StatusEvent.Sending(now, envelope.id(), envelope.message().batch(), session.site().name(),
                                envelope.recipients().size(), envelope.message().size()));
            }
            return next;
        } catch (StoreException e) {
            queue.tell(new StatusEvent.Trouble(now, "the queue of " + session.site().name() + " can't be read: "
                    + e.getMessage()));
            return new NextEnvelope.Nothing();
        }
    }

    Transfer transfer(Envelope envelope) {
        return new Transfer(envelope, queue.body(envelope.message()));
    }

    /** A look through a site's queues. */
    SiteWalk walk(Site site) {
        return new SiteWalk(queue, site, inFlight::contains,
                (e, by) -> forecast.mayPass(queue.body(e.message()), by, e.destination()));
    }

    /** A transfer has come so far. */
    void tellProgress(SiteSession session, Envelope envelope, long done, Instant now) {
        queue.tell(new StatusEvent.Progress(now, envelope.id(), envelope.message().batch(), session.site().name(), done,
                envelope.message().size()));
    }

    /** Commit B. If the disk doesn't take it, nothing more is sent until it does. */
    void settle(SiteSession session, Envelope envelope, Map<Recipient, Outcome> outcomes, Instant now) {
        session.count(envelope);
        if (outcomes.values().stream().anyMatch(o -> o instanceof Outcome.Delivered))
            forecast.took(session.site().route(), envelope.destination(), envelope.message().size());
        commitB.settle(envelope, outcomes, session.site().route(), now);
    }

    void ended(SiteSession session, Ending ending, Instant now) {
        Optional<CallSlot> slot = slots.of(session);
        slot.ifPresent(d -> d.current = Optional.empty());
        answered.values().remove(session);
        session.handedOut().values().forEach(e -> {
            inFlight.remove(e.id());
            queue.waits(e);
        });
        Site site = session.site();
        forecast.ended(site.route(), now);
        sites.named(site.name()).ifPresent(s -> judge(s, session, ending, now));
        slot.ifPresent(d -> judge(d, session, ending, now));
        queue.tell(new StatusEvent.SessionEnded(now, site.name(), session.link(),
                Duration.between(session.began(), now), session.settled(), session.bytes(), Endings.describe(ending),
                session.figures()));
    }

    private void judge(Site site, SiteSession session, Ending ending, Instant now) {
        Duration rest = FailurePolicy.rest(ending, session.settled(), session.isExhausted(), site.route().retry());
        if (rest.isZero()) {
            site.reached(now);
        } else {
            site.rest(now.plus(rest), Endings.reply(ending));
        }
        site.nothingUntil(session.nextDue().orElse(Instant.MIN));
        if (session.isExhausted()) site.flushDone();
        if (session.leavesCarried()) leaveToOthers(site, now);
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
    private void judge(CallSlot slot, SiteSession session, Ending ending, Instant now) {
        Route route = session.site().route();
        Set<String> blamed = slots.ended(slot, session, ending, now);
        if (blamed.isEmpty() || !slots.isShared(route)) return;
        queue.tell(new StatusEvent.Trouble(now, "server " + slot.name() + " reaches nobody over link " + session.link()
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
        Optional<SiteSession> session = sessionAt(site.name());
        if (why.isPresent()) session.ifPresent(v -> v.stop(true, "all hosts of " + site.name() + " are down"));
        if (session.isEmpty()) reschedule(site, now);
        selector.all().forEach(domain -> reconsider(domain, now));
    }

    /** How a route stands that is no other for each domain. */
    public RouteCondition condition(Route route) {
        return sites.condition(route, isUp(route));
    }

    /** The routes have changed: whoever is fed after this is served by the new ones. */
    public void reroute(Instant now) {
        sites.reset(now);
        selector.clear();
        slots.forgetProbes();
        siteSessions().forEach(v -> reroute(v, now));
    }

    /** The site of a route has asked to be called back: it is, as soon as its window is open. */
    public void callBack(Route route, Instant now) {
        sites.at(route).want();
        poll(route, now);
    }

    /** A route of this forwarder whose site is called though nothing may wait for it. */
    public void poll(Route route, Instant now) {
        Site site = sites.at(route);
        if (sessionAt(site.name()).isEmpty()) sites.reschedule(site, now);
    }

    /** Lets go what is kept in memory of domains without mail. */
    public void forgetIdle(Instant now) {
        sites.forgetIdle(site -> sessionAt(site.name()).isPresent(), now);
        selector.forgetIdle();
    }

    private void reroute(SiteSession session, Instant now) {
        session.reroute();
        Route before = session.site().route();
        Optional<Route> after = policy.get().routes().routes().stream().filter(r -> r.site().equals(before.site()))
                .findFirst().or(() -> Optional.of(policy.get().outlet()).filter(o -> o.site().equals(before.site())));
        session.closesAt(after.flatMap(r -> r.window().from(now)).filter(i -> i.contains(now)).map(Interval::close)
                .orElse(now));
        if (after.filter(session::leadsBy).isEmpty()) session.stop(false, "its route changed");
    }

    /** The clock went back: what was timed by it is timed anew. */
    public void clockWentBack(Instant now) {
        siteSessions().forEach(v -> v.clockWentBack(now));
        for (Site site : sites.all()) {
            site.clamp(now);
            if (sessionAt(site.name()).isEmpty()) sites.reschedule(site, now);
        }
        selector.all().forEach(domain -> reconsider(domain, now));
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
        return selector.route(domain);
    }

    /** Whether a route's link is up now, so that sending costs no call: by itself, or for a session under way. */
    public boolean isUp(Route route) {
        return caller.isUp(route) || sessionAt(route.site()).isPresent();
    }

    /** What waits, and when it arrives. */
    public ForwarderStatus status() {
        return status;
    }

    /** Starts no more sessions and asks the one under way to end. @param cut whether in the middle of a transfer */
    public void close(boolean cut) {
        closing = true;
        siteSessions().forEach(v -> v.stop(cut, "the server stops"));
    }

    /** The sessions under way. */
    public List<SessionStatus> sessions() {
        return siteSessions().map(SiteSession::status).toList();
    }
}

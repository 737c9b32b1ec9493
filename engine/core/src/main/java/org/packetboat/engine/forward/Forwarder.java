package org.packetboat.engine.forward;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.packetboat.engine.inbox.DelayedTasks;
import org.packetboat.engine.inbox.Inbox;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.queue.DomainQueue;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.route.Pace;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.choice.RouteCondition;
import org.packetboat.engine.route.large.LargeMail;
import org.packetboat.engine.settle.CommitB;
import org.packetboat.engine.settle.InFlight;
import org.packetboat.engine.site.DeadlineScan;
import org.packetboat.engine.site.Others;
import org.packetboat.engine.site.Site;
import org.packetboat.engine.site.Sites;
import org.packetboat.engine.site.Timetable;

/**
 * Forwards mail, each of its servers to one site at a time, as 3+Mail did: it takes the next site whose route is open
 * and whose mail is due (by the timetable, else the lowest hop count first, then the least slack) or whose time has
 * come to be asked for mail, sends everything that is queued for it in one session, and steps on. Within a round no
 * site comes up twice while another is ready. Sites that call us are answered meanwhile, each in a session of its own;
 * with one site there is one session, and of one domain no mail in two, unless its link may carry several with each.
 * A link may carry several sessions at once, to different sites; and while others wait, a session over a network that
 * has had no reply for half a minute is parked: it goes on beside the next. Used by the node only.
 *
 * <p>This class joins the parts; each knows only those named before it: {@link CallSlots}, {@link OpenSessions},
 * {@link RouteSelector}, {@link SiteFeeder}, {@link SessionCloser}, {@link SessionOpener}.
 */
public final class Forwarder {
    private final Supplier<Policy> policy;
    private final Sites sites;
    private final CallSlots slots;
    private final OpenSessions sessions;
    private final CallLog calls;
    private final Dispatch dispatch;
    private final RouteSelector selector;
    private final SiteFeeder feeder;
    private final SessionOpener opener;
    private final ForwarderStatus status;
    private final UnroutedMail unrouted;
    private boolean closing;
    private Instant stepped = Instant.MIN;

    /**
     * @param servers who call sites; at least one
     * @param links   by name, as routes name them; looked up at each session, so that it may change
     * @param pace    how long mail takes
     */
    public Forwarder(List<Server> servers, MailQueue queue, Inbox inbox, DelayedTasks tasks, Map<String, Link> links,
            Supplier<Policy> policy, Supplier<Pace> pace, InFlight inFlight) {
        this.policy = policy;
        this.slots = new CallSlots(servers);
        this.sessions = new OpenSessions(slots, links);
        this.calls = new CallLog(queue, sessions);
        this.sites = new Sites(slots::able, pace, calls::limit);
        sites.machines().know(policy.get().routes().routes());
        NextHopForecast forecast = new NextHopForecast(policy);
        this.dispatch = new Dispatch(queue, tasks, inFlight, new CommitB(queue, inbox, tasks, policy, inFlight),
                forecast, policy);
        this.selector = new RouteSelector(queue, policy, sites, sessions, forecast);
        this.unrouted = new UnroutedMail(queue);
        DeadlineScan deadlines = new DeadlineScan(queue, () -> priced(policy.get()));
        deadlines.offers((domain, size) -> selector.route(domain).flatMap(r -> r.terms().large())
                .filter(large -> large instanceof LargeMail.Offered && large.isLarge(size)).isPresent());
        this.feeder = new SiteFeeder(selector, sites, slots, sessions, unrouted, deadlines);
        SessionCloser closer = new SessionCloser(queue, sites, slots, sessions, calls, feeder, dispatch,
                forecast);
        this.opener = new SessionOpener(queue, sites, slots, sessions, calls, feeder, dispatch,
                new SiteSession.Context(inbox, dispatch, closer));
        this.status = new ForwarderStatus(sites, selector, forecast, sessions, slots, calls,
                dispatch::takesNothing, queue::maySend);
    }

    /** The domains whose calls cost something. */
    private static Predicate<Domain> priced(Policy policy) {
        if (policy.routes().routes().stream().noneMatch(Forwarder::isPriced)) return _ -> false;
        return domain -> policy.candidates(domain).stream().anyMatch(Forwarder::isPriced);
    }

    private static boolean isPriced(Route route) {
        return route.terms().tariff().isPresent();
    }

    /** There is mail for a domain: new, or put back. */
    public void feed(DomainQueue domain, DomainQueue.Arrivals arrivals, Instant now) {
        feeder.feed(domain, arrivals, now);
    }

    /** Who hears of each domain whose mail goes another way from now on. */
    public void onMove(Consumer<DomainQueue> hearer) {
        feeder.onMove(hearer);
    }

    /** Other mail of a domain than before is held: by when the rest has to be there is found out anew. */
    public void heldAnew(DomainQueue domain) {
        feeder.heldAnew(domain);
    }

    /** Sends what a domain's site has at its next chance, without waiting for retry times. */
    public void flush(DomainQueue domain, Instant now) {
        feeder.flush(domain, now);
    }

    /** Makes durable what sessions have told since the last time; to be called after each round of their news. */
    public void settle(Instant now) {
        dispatch.flush(now);
    }

    /** Starts a session with each server that has none, if a site is ready; ends those whose time is over. */
    public void step(Instant now) {
        stepped = now;
        calls.step(now);
        feeder.step(now);
        if (slots.isRegroupingDue(now)) {
            slots.regrouped(now);
            sites.regroup(now);
        }
        sites.step(now);
        slots.all().forEach(slot -> step(slot, now));
    }

    private void step(CallSlot slot, Instant now) {
        slot.sessions().forEach(s -> s.term().stopInTime(now, others(slot, s)));
        if (!sites.noneReady(slot.name())) slot.sessions().forEach(s -> s.term().othersWait());
        if (!sites.noneReady(slot.name())) slot.park(session -> mayLeaveItsPlace(session, now));
        boolean more = true;
        while (more && !dispatch.isStuck() && !closing) {
            Optional<Site> site = next(slot);
            more = site.isPresent() && opener.call(slot, site.get(), now);
        }
    }

    /** A session over a network takes no place while nothing comes from the far side, or when its time is over. */
    private boolean mayLeaveItsPlace(SiteSession session, Instant now) {
        return sessions.parks(session) && (session.term().isQuiet(now) || session.term().isInOvertime());
    }

    /** Who waits for the place that a session has; whoever can leave it is in nobody's way. */
    private Others others(CallSlot slot, SiteSession session) {
        Others others = sites.others(slot.name());
        return slot.isParked(session) || slot.mayPark(session) && sessions.parks(session)
                ? others.withoutHurry()
                : others;
    }

    /**
     * Whom a server may call now: whose turn it is, if it has no session, or those that it has go over the same link
     * and that carries more. A site of another link waits until they have ended, and none goes before it.
     */
    private Optional<Site> next(CallSlot slot) {
        if (slot.active().isEmpty()) return sites.next(slot.name());
        SiteSession first = slot.active().getFirst();
        if (slot.active().size() >= sessions.most(first)) return Optional.empty();
        return sites.next(slot.name()).filter(site -> site.route().link().equals(first.link()));
    }

    /** When {@link #step} has something to do next. */
    public Optional<Instant> wake() {
        Stream<Instant> stops = slots.all().stream()
                .flatMap(slot -> slot.sessions().map(s -> wake(slot, s)));
        Stream<Instant> looks = Stream.of(sites.wake(), feeder.wake(), slots.wake(), calls.wake())
                .flatMap(Optional::stream);
        return Stream.concat(stops, looks).min(Instant::compareTo);
    }

    private Instant wake(CallSlot slot, SiteSession session) {
        boolean othersWait = !sites.noneReady(slot.name());
        Instant stops = session.term().wake(stepped, others(slot, session));
        boolean mayBeParked = othersWait && slot.mayPark(session) && sessions.parks(session);
        return mayBeParked && session.term().quietAt().isBefore(stops) ? session.term().quietAt() : stops;
    }

    /** Ends the sessions with a site, in the middle of anything; it rests then. @return how many there were */
    public int abort(String site) {
        List<SiteSession> all = sessions.all().filter(s -> s.site().name().equals(site)
                || s.site().route().site().equals(site)).toList();
        all.forEach(session -> session.term().abort());
        return all.size();
    }

    /** Follows this plan from now on, as long as it can be followed. */
    public void follow(Timetable timetable, Instant now) {
        sites.follow(timetable, now);
    }

    /** The lines that are believed dead: plans do without them. */
    public List<DeadLine> deadLines(Instant now) {
        return slots.dead(now);
    }

    /** Whether who calls us over a link may be given the mail of a route: not if that waits for a disk, say. */
    public boolean gives(Route route, String link) {
        return sessions.gives(route, link);
    }

    /** The site of a route has called us over a link. @return empty if it gets nothing in this session */
    Optional<SiteSession> answer(Route route, String link, Link.Session session, Instant now) {
        return closing ? Optional.empty() : opener.answer(route, link, session, now);
    }

    /**
     * The answer for mail that a carrier had taken has come.
     *
     * @param outcomes by recipient; who is no longer awaited is passed over
     * @param answered runs when the disk has taken it, or not
     * @return false if it can't be settled now, and is to be told again later
     */
    public boolean settleCarried(Route route, EnvelopeId id, Map<Address, Outcome> outcomes, Inbox.Task answered) {
        return dispatch.settleCarried(route, id, outcomes, answered);
    }

    /** All hosts of a route's site are down, or one of them is up again. @param why what the last of them said */
    public void health(Route route, Optional<Reply> why, Instant now) {
        Site site = sites.at(route);
        boolean news = why.isPresent()
                ? sites.machines().unreached(route, Instant.MAX)
                : feeder.machineLives(route, now);
        if (!site.isDown(why) && !news) return;
        Optional<SiteSession> session = sessions.at(site.name());
        if (why.isPresent()) session.ifPresent(s -> s.term().stop(true, "all hosts of " + site.name() + " are down"));
        if (session.isEmpty()) feeder.reschedule(site, now);
        feeder.reconsiderAll(now);
        if (route.handsOver()) sites.regroup(now); // other sites are next now
    }

    /** The condition of a route that is the same for all of its domains. */
    public RouteCondition condition(Route route) {
        return sites.condition(route, isUp(route));
    }

    /** The site of a route has asked to be called back: it is, as soon as its window is open. */
    public void callBack(Route route, Instant now) {
        sites.at(route).want();
        poll(route, now);
    }

    /** The site of a route is called now, window or not, to ask it for the time. @param until when that has to end */
    public void callOutOfHours(Route route, Instant until, Instant now) {
        sites.at(route).wantOutOfHours(until);
        poll(route, now);
    }

    /** A route of this forwarder whose site is called though nothing may wait for it. */
    public void poll(Route route, Instant now) {
        Site site = sites.at(route);
        if (sessions.at(site.name()).isEmpty()) sites.reschedule(site, now);
    }

    /** Lets go what is kept in memory of domains without mail. */
    public void forgetIdle(Instant now) {
        sites.forgetIdle(site -> sessions.at(site.name()).isPresent(), now);
        selector.forgetIdle();
        unrouted.forgetIdle();
    }

    /** Tells of mail that no route serves, once. @return the domains told of now */
    public List<Domain> tellUnrouted(Instant now) {
        return unrouted.tell(now);
    }

    /** The routes have changed: whoever is fed after this is served by the new ones. */
    public void reroute(Instant now) {
        sites.reset(now);
        sites.machines().know(policy.get().routes().routes());
        feeder.clear();
        slots.forgetLooks();
        sessions.all().forEach(s -> reroute(s, now));
    }

    private void reroute(SiteSession session, Instant now) {
        session.reroute();
        Route before = session.site().route();
        Optional<Route> after = policy.get().routes().routes().stream().filter(r -> r.site().equals(before.site()))
                .findFirst().or(() -> Optional.of(policy.get().outlet()).filter(o -> o.site().equals(before.site())));
        after.filter(session::leadsBy).ifPresent(route -> calls.rerouted(session, route, now));
        session.term().closesAt(after.flatMap(r -> r.window().from(now)).filter(i -> i.contains(now))
                .map(Interval::close).orElse(now));
        if (after.filter(session::leadsBy).isEmpty()) session.term().stop(false, "its route changed");
    }

    /** The clock went back: what was timed by it is timed anew. */
    public void clockWentBack(Instant now) {
        sessions.all().forEach(s -> s.term().clockWentBack(now));
        slots.forgetDeadLines();
        sites.machines().clockWentBack();
        sites.regroup(now);
        for (Site site : sites.all()) {
            site.clamp(now);
            if (sessions.at(site.name()).isEmpty()) sites.reschedule(site, now);
        }
        feeder.reconsiderAll(now);
    }

    /** The route that a domain's mail takes for now; empty if none serves it. */
    public Optional<Route> route(Domain domain) {
        return selector.route(domain);
    }

    /** Whether a route's link is up now, so that sending costs no call: by itself, or for a session under way. */
    public boolean isUp(Route route) {
        return sessions.isUp(route);
    }

    /** Whether a route's link is up without a call. */
    public boolean isAlwaysUp(Route route) {
        return sessions.isAlwaysUp(route);
    }

    /** Whether a session with a route's site is under way. */
    public boolean isInSession(Route route) {
        return sessions.at(route.site()).isPresent();
    }

    /** What waits, and when it arrives. */
    public ForwarderStatus status() {
        return status;
    }

    /** Starts no more sessions and asks those under way to end. @param cut whether in the middle of a transfer */
    public void close(boolean cut) {
        closing = true;
        sessions.all().forEach(s -> s.term().stop(cut, "the server stops"));
    }

    /** The sessions under way. */
    public List<SessionStatus> sessions() {
        return sessions.all().map(SiteSession::status).toList();
    }
}

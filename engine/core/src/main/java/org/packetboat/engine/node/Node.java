package org.packetboat.engine.node;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.packetboat.engine.accept.OperatorMail;
import org.packetboat.engine.accept.QueueIntake;
import org.packetboat.engine.forward.BusyServer;
import org.packetboat.engine.forward.DeadLine;
import org.packetboat.engine.forward.Forwarder;
import org.packetboat.engine.forward.ForwarderStatus;
import org.packetboat.engine.forward.InboundCallSupply;
import org.packetboat.engine.forward.RouteBacklog;
import org.packetboat.engine.forward.Server;
import org.packetboat.engine.inbox.DelayedTasks;
import org.packetboat.engine.inbox.Inbox;
import org.packetboat.engine.intake.Intake;
import org.packetboat.engine.intake.Mailboxes;
import org.packetboat.engine.intake.SourceIntake;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.link.Supply;
import org.packetboat.engine.load.ExpectedArrivals;
import org.packetboat.engine.load.WaitingMail;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.notice.Notices;
import org.packetboat.engine.queue.DomainQueue;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.report.TellingDuty;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.route.Pace;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.choice.RouteCondition;
import org.packetboat.engine.settle.InFlight;
import org.packetboat.engine.site.SiteLoad;
import org.packetboat.engine.site.Timetable;
import org.packetboat.engine.status.Watcher;
import org.packetboat.engine.time.Elapsed;

/**
 * One machine: its queue, its servers' forwarder and its timers, as one deterministic step. It has no thread and no
 * clock; an adapter calls {@link #step} whenever something was put into the inbox, and at the time the last step asked
 * for. Local mail has a forwarder of its own, so that it does not wait for a slow line.
 *
 * <p>All but {@link #intake}, {@link #sources}, {@link #answered}, {@link #callBack}, {@link #policy()} and the inbox
 * is for one thread.
 */
public final class Node {
    private static final int TASKS_AT_ONCE = 10_000;
    private static final int FEW_DOMAINS = 1000;

    private final MailQueue queue;
    private final Inbox inbox;
    private final AtomicReference<Policy> policy;
    private final ExpectedArrivals arrivals = new ExpectedArrivals();
    private final AtomicReference<Pace> pace = new AtomicReference<>(Pace.NOMINAL);
    private final DelayedTasks tasks = new DelayedTasks();
    private final InFlight inFlight = new InFlight();
    private final Forwarder remote;
    private final Forwarder local;
    private final TimerDuty timers;
    private final TermsDuty terms;
    private final ClockDuty clock;
    private final WindowBoard windows;
    private final MissReport misses;
    private final WaitingMail waiting;
    private final BigSendDuty bigSends;
    private final TellingDuty telling;
    private final Expiry expiry;
    private final DamageDuty damage;
    private final QueueIntake intake;
    private final Operator operator;
    private final Overview overview;
    private int mostDomains = FEW_DOMAINS;
    private Instant last = Instant.MIN;

    /** A machine with a single server. */
    public Node(MailQueue queue, Inbox inbox, Map<String, Link> links, Policy policy, Watcher watcher, Instant now,
            Elapsed elapsed) {
        this(List.of(Server.only(policy.server())), queue, inbox, links, policy, watcher, now, elapsed);
    }

    /**
     * @param servers those of this machine, at least one
     * @param links   by name, as routes name them; looked up at each session, so that it may change
     * @param watcher hears all events
     * @param now     the time of the start
     * @param elapsed by which mail ages
     */
    public Node(List<Server> servers, MailQueue queue, Inbox inbox, Map<String, Link> links, Policy policy,
            Watcher watcher, Instant now, Elapsed elapsed) {
        this.queue = queue;
        this.inbox = inbox;
        this.policy = new AtomicReference<>(policy);
        queue.startClock(now, policy.clock(), elapsed);
        this.remote = new Forwarder(servers, queue, inbox, tasks, links, this.policy::get, pace::get, inFlight);
        this.local = new Forwarder(List.of(Server.only("local")), queue, inbox, tasks, links, this.policy::get,
                pace::get, inFlight);
        this.expiry = new Expiry(queue, this.policy::get, this::status);
        this.terms = new TermsDuty(queue, inbox);
        this.damage = new DamageDuty(queue, inbox, tasks, inFlight, expiry, terms::orderIsWhole);
        this.timers = new TimerDuty(queue, inbox, inFlight, expiry, this.policy::get);
        this.clock = new ClockDuty(queue, route -> forwarder(route)::callOutOfHours);
        OperatorMail mail = new OperatorMail(queue, this.policy::get);
        this.bigSends = new BigSendDuty(queue, inbox, inFlight, this.policy::get, mail);
        queue.onEvent(bigSends.before(watcher));
        this.misses = new MissReport(queue, mail, bigSends.stages()::closed);
        this.waiting = new WaitingMail(queue, route -> forwarder(route).status(), bigSends.stages()::heldBack,
                this::transfer);
        this.windows = new WindowBoard(queue::tell,
                (route, opening) -> waiting.left(route, opening, last), this::missed);
        this.telling = new TellingDuty(queue, inbox, inFlight, this.policy::get, this::route,
                remote::settleCarried, route -> forwarder(route).isInSession(route),
                route -> forwarder(route).isAlwaysUp(route));
        remote.onMove(domain -> telling.fed(domain, DomainQueue.Arrivals.UNKNOWN));
        this.intake = new QueueIntake(queue, this.policy::get, new Notices(queue));
        this.operator = new Operator(this, queue, inFlight, expiry, bigSends.stages());
        this.overview = new Overview(this, queue, inFlight);
        windows.replace(policy.routes(), now);
        terms.begin(policy);
        poll(now);
    }

    private void poll(Instant now) {
        policy().routes().routes().stream().filter(r -> r.poll().isPresent()).forEach(r -> forwarder(r).poll(r, now));
    }

    /** The way in. */
    public Intake intake() {
        return intake;
    }

    /** Takes in no mail while this holds; what is queued goes out. */
    public void refuseMailWhile(BooleanSupplier tooLittleRoom) {
        intake.refuseWhile(tooLittleRoom);
    }

    /** So many bytes of the disk are free for mail: to be told every few seconds, by one thread. */
    public void roomLeft(long bytes, Instant now) {
        intake.roomLeft(bytes, now);
    }

    /** Refuses mail for local addresses that can't be delivered to. */
    public void deliverTo(Mailboxes mailboxes) {
        intake.deliverTo(mailboxes);
    }

    /** The way in for sources that can be read again. */
    public SourceIntake sources() {
        return intake;
    }

    /** What the operator may do. */
    public Operator operator() {
        return operator;
    }

    /** What the operator may see. */
    public Overview overview() {
        return overview;
    }

    /** What is in force now. */
    public Policy policy() {
        return policy.get();
    }

    /**
     * A far side has called us, and has shown who it is: everything queued for the routes to it. It gets nothing while
     * another session with it is under way, but may bring mail all the same.
     *
     * @param node    its UUCP name
     * @param link    over which it called
     * @param session its session, to end it when the server stops
     */
    public Supply answered(String node, String link, Link.Session session) {
        return answered(route -> route.leadsTo(node) && forwarder(route).gives(route, link), link, session);
    }

    /** The same for a caller who may have what goes by these routes of our own, each of which leads to one place. */
    public Supply answered(Predicate<Route> his, String link, Link.Session session) {
        InboundCallSupply supply = new InboundCallSupply(inbox);
        inbox.post(now -> policy.get().routes().own().stream().filter(r -> !r.transport().perDomain()).filter(his)
                .forEach(r -> supply.join(forwarder(r), r, link, session, now)));
        return supply;
    }

    /** All hosts of a site are down, or one of them is up again. @param why what was heard of them; empty: one is up */
    public void health(String site, Optional<Reply> why) {
        inbox.post(now -> policy.get().routes().own().stream().filter(r -> r.site().equals(site))
                .forEach(r -> forwarder(r).health(r, why, now)));
    }

    /**
     * The far side of this UUCP name has asked to be called back: it is, by its cheapest route and as soon as that is
     * open, though nothing may wait for it. May be called from any thread.
     */
    public void callBack(String node) {
        inbox.post(now -> policy.get().routes().own().stream().filter(r -> r.leadsTo(node) && r.opensAfter(now))
                .min(Comparator.comparingInt(Route::cost)).ifPresent(r -> forwarder(r).callBack(r, now)));
    }

    /** Puts a new policy in force as a whole; mail that waits follows its routes. */
    public void replace(Policy changed) {
        change(_ -> changed);
    }

    /** Puts in force what is made of the policy of that moment: of changes that come together none undoes another. */
    public void change(UnaryOperator<Policy> change) {
        inbox.post(now -> {
            Policy before = policy.get();
            Policy changed = change.apply(before);
            policy.set(changed);
            terms.changed(before, changed);
            windows.replace(changed.routes(), now);
            forwarders().forEach(f -> f.reroute(now));
            feedAll(now);
            if (!queue.offers().isEmpty()) queue.domains().forEach(d -> forwarder(d.domain()).heldAnew(d));
            poll(now);
        });
    }

    /** While the machine's clock can't be right, this route's site is called for the time. */
    public void askForTheTime(String site) {
        inbox.post(_ -> clock.askAt(site));
    }

    /** How long mail takes, from now on; at first what the routes say. */
    public void reckonBy(Pace measured) {
        pace.set(measured);
    }

    /** Follows this plan of the night from now on, as long as it can be followed. */
    public void follow(Timetable timetable) {
        inbox.post(now -> remote.follow(timetable, now));
    }

    /**
     * When what waits is expected to be at the next site: with what goes on from there, when it arrives is found anew.
     *
     * @param there by the site's name; {@link Instant#MAX} if never
     */
    public void expect(Map<String, Instant> there) {
        inbox.post(_ -> arrivals.expect(there, remote.status()));
    }

    Optional<Instant> arrival(Domain domain) {
        return arrivals.of(domain);
    }

    /** Starts no more sessions and asks those under way to end. @param cut whether in the middle of a transfer */
    public void close(boolean cut) {
        inbox.post(_ -> forwarders().forEach(f -> f.close(cut)));
    }

    /**
     * Does all that is to be done by now.
     *
     * @param now the time; it may go backwards, as clocks do
     * @return when it wants to be called next, if nothing comes in before; never empty-handed: it may lie in the past
     */
    public Instant step(Instant now) {
        Duration put = clock.compare(now);
        if (put.isNegative() || now.isBefore(last)) clockWentBack(now);
        if (put.isPositive()) timers.clockPutForward(now);
        terms.clockStepped(put, policy.get());
        last = now;
        clock.step(policy.get(), now);
        boolean more = work(now);
        forwarders().forEach(f -> f.settle(now));
        damage.step(now);
        arrivals(now);
        windows.step(now);
        misses.unrouted(remote.tellUnrouted(now), now);
        misses.send(now);
        bigSends.step(now, policy.get().reporting());
        telling.step(now);
        timers.notLaterThan(queue.takeFirstTimed());
        terms.step(policy.get(), now);
        timers.step(now);
        tasks.step(now);
        forwarders().forEach(f -> f.step(now));
        return more ? now : wake();
    }

    private void clockWentBack(Instant now) {
        tasks.clockWentBack(now);
        bigSends.stages().clockWentBack();
        timers.clockWentBack();
        forwarders().forEach(f -> f.clockWentBack(now));
    }

    private boolean work(Instant now) {
        for (int i = 0; i < TASKS_AT_ONCE; i++) {
            Optional<Inbox.Task> task = inbox.poll();
            if (task.isEmpty()) return false;
            task.get().run(now);
        }
        return true;
    }

    private void arrivals(Instant now) {
        for (Optional<DomainQueue> d = queue.nextArrival(); d.isPresent(); d = queue.nextArrival())
            feed(d.get(), d.get().takeArrivals().orElse(DomainQueue.Arrivals.UNKNOWN), now);
        if (queue.domainCount() > mostDomains) forgetIdle(now);
    }

    /** Whenever there are twice as many as were in use at the last time. */
    private void forgetIdle(Instant now) {
        forwarders().forEach(f -> f.forgetIdle(now));
        queue.forgetIdle();
        mostDomains = Math.max(FEW_DOMAINS, 2 * queue.domainCount());
    }

    void feed(DomainQueue domain, DomainQueue.Arrivals arrivals, Instant now) {
        if (domain.depth() > 0) forwarder(domain.domain()).feed(domain, arrivals, now);
        telling.fed(domain, arrivals);
    }

    private Instant wake() {
        return Stream.of(remote.wake(), local.wake(), timers.wake(), terms.wake(), clock.wake(), tasks.wake(),
                Optional.of(windows.wake()), bigSends.wake(), telling.wake()).flatMap(Optional::stream)
                .min(Instant::compareTo).orElse(Instant.MAX);
    }

    /** Looks at all mail anew: other rules say what may go. */
    void feedAll(Instant now) {
        queue.domains().forEach(d -> feed(d, DomainQueue.Arrivals.UNKNOWN, now));
    }

    Forwarder forwarder(Domain domain) {
        return policy.get().local().contains(domain) ? local : remote;
    }

    private Forwarder forwarder(Route route) {
        return route.equals(policy.get().outlet()) ? local : remote;
    }

    List<Forwarder> forwarders() {
        return List.of(remote, local);
    }

    /** Does this once forwarders know of all mail so far. */
    void afterArrivals(Inbox.Task task) {
        inbox.post(now -> tasks.at(now, task));
    }

    void post(Inbox.Task task) {
        inbox.post(task);
    }

    Duration transfer(Route route, long bytes) {
        return pace.get().transfer(route, bytes);
    }

    RouteCondition condition(Route route) {
        return forwarder(route).condition(route);
    }

    Optional<Route> route(Domain domain) {
        return forwarder(domain).route(domain);
    }

    /** What is known of an envelope's way. */
    ForwarderStatus status(Envelope envelope) {
        return forwarder(envelope.destination()).status();
    }

    /** What waits for routes. */
    WaitingMail waiting() {
        return waiting;
    }

    private void missed(Route route, Interval opening, RouteBacklog left) {
        misses.closed(route.site(), forwarder(route).status().waiting(route), left.lastReply(), last,
                waiting.hadTime(route, opening));
    }

    List<SiteLoad> loads() {
        return waiting.planned(remote.status().loads(last), last);
    }

    List<BusyServer> busy(Instant now) {
        return remote.status().busy(now);
    }

    List<DeadLine> deadLines(Instant now) {
        return remote.deadLines(now);
    }
}

package org.packetboat.engine.forward;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.packetboat.engine.calls.DataUse;
import org.packetboat.engine.calls.LimitReached;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.notice.Outlook;
import org.packetboat.engine.queue.DomainQueue;
import org.packetboat.engine.queue.OrderEntry;
import org.packetboat.engine.route.ContactPath;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.Window;
import org.packetboat.engine.settle.FailurePolicy;
import org.packetboat.engine.site.Site;
import org.packetboat.engine.site.SiteLoad;
import org.packetboat.engine.site.SiteStatus;
import org.packetboat.engine.site.Sites;
import org.packetboat.engine.why.SiteStanding;

/** What waits with a forwarder, and when it arrives: for people, and for those who plan. Used by the node only. */
public final class ForwarderStatus {
    /** More domains than this are not added up for each notice. */
    private static final int MOST_COUNTED = 100;

    private final Sites sites;
    private final RouteSelector selector;
    private final NextHopForecast forecast;
    private final OpenSessions sessions;
    private final CallSlots slots;
    private final CallLog calls;
    private final BooleanSupplier stuck;
    private final BooleanSupplier maySend;

    /** A domain's mail at the next site. */
    private record There(Site site, DomainQueue queue, Instant at) {}

    ForwarderStatus(Sites sites, RouteSelector selector, NextHopForecast forecast, OpenSessions sessions,
            CallSlots slots, CallLog calls, BooleanSupplier stuck, BooleanSupplier maySend) {
        this.stuck = stuck;
        this.maySend = maySend;
        this.sites = sites;
        this.selector = selector;
        this.forecast = forecast;
        this.sessions = sessions;
        this.slots = slots;
        this.calls = calls;
    }

    private Optional<Site> site(Domain domain) {
        return selector.route(domain).flatMap(r -> sites.find(r, domain));
    }

    /** Why the last session with the site of a domain failed; empty if it didn't. */
    public Optional<Reply> lastReply(Domain domain) {
        return site(domain).flatMap(Site::lastReply);
    }

    /**
     * Until when an envelope whose time is over has to wait for the attempt that it was due and has not had: its route
     * was open, and the forwarder was busy, or the clock has jumped. Empty if it had one, or none was due.
     */
    public Optional<Instant> owed(Envelope envelope, Instant now) {
        Instant due = due(envelope);
        boolean tried = envelope.attempts() > 0
                || site(envelope.destination()).filter(s -> s.wasTriedSince(due)).isPresent();
        if (tried || !hasBeenOpen(envelope, now)) return Optional.empty();
        return window(envelope).flatMap(w -> w.from(now))
                .map(window -> window.open().isAfter(now) ? window.open() : now);
    }

    /** Whether the route that an envelope takes now only offers it. */
    public boolean offers(Envelope envelope) {
        return selector.route(envelope.destination()).filter(r -> r.offers(envelope.message())).isPresent();
    }

    /** Whether the envelope's route has been open since it could have gone. */
    public boolean hasBeenOpen(Envelope envelope, Instant now) {
        return window(envelope).flatMap(w -> w.from(due(envelope))).filter(window -> !window.open().isAfter(now))
                .isPresent();
    }

    private Optional<Window> window(Envelope envelope) {
        return selector.route(envelope.destination()).map(r -> r.windowFor(envelope));
    }

    /** When an envelope can go next, and when all that waits for its site will be there; empty if never. */
    public Optional<Outlook> outlook(Envelope envelope, Instant now) {
        Optional<Site> site = site(envelope.destination());
        return selector.route(envelope.destination()).flatMap(route -> {
            Instant due = OrderEntry.of(envelope).dueBy(now, FailurePolicy.longestWait(route.retry()));
            Instant from = Stream.of(now, due, site.map(Site::restsUntil).orElse(now)).max(Instant::compareTo).get();
            boolean never = from.equals(Instant.MAX);
            return never
                    ? Optional.empty()
                    : route.windowFor(envelope).from(from)
                            .map(w -> outlook(site, from, w));
        });
    }

    private static Outlook outlook(Optional<Site> site, Instant from, Interval window) {
        Instant goes = window.open().isAfter(from) ? window.open() : from;
        return new Outlook(goes,
                site.map(s -> goes.plus(s.transfer(bytes(s)))).filter(there -> there.isBefore(window.close())));
    }

    private static long bytes(Site site) {
        return site.queues().stream().limit(MOST_COUNTED).mapToLong(DomainQueue::bytes).sum();
    }

    /** An envelope with the calls that did not reach its site counted as attempts, for people. */
    public Envelope withCalls(Envelope envelope) {
        Optional<Site> site = site(envelope.destination());
        int calls = site.map(s -> s.unreachedSince(due(envelope))).orElse(0);
        return calls == 0 ? envelope : envelope.called(calls, site.flatMap(Site::lastReply));
    }

    private static Instant due(Envelope envelope) {
        Instant first = envelope.begins();
        boolean asItCame = envelope.due().equals(envelope.notBefore());
        return !asItCame && envelope.due().isAfter(first) ? envelope.due() : first;
    }

    /** The site that a domain's mail goes to, for people; empty if it has had none. */
    public Optional<SiteStatus> site(Domain domain, Instant now) {
        return site(domain)
                .map(site -> new SiteStatus(site.name(), site.route(), sessions.sites().contains(site.name()),
                        site.readyAt(now), why(site)));
    }

    /** How things stand with the site that a domain's mail goes to; empty if it has had none. */
    public Optional<SiteStanding> standing(Domain domain, Instant now) {
        return site(domain).map(site -> new SiteStanding(site.name(), site.state(now), site.limit(), site.lastReply(),
                sessions.sites().contains(site.name()), onLink(site.route()), stuck.getAsBoolean(),
                maySend.getAsBoolean(), sites.waitsUntil(site)));
    }

    private List<String> onLink(Route route) {
        return sessions.all().filter(session -> session.link().equals(route.link())).map(s -> s.site().name())
                .distinct()
                .toList();
    }

    /** Whether an envelope has to wait for its own next attempt, and until when; long past if it need not. */
    public Instant due(Envelope envelope, Instant now) {
        boolean flushed = site(envelope.destination()).filter(s -> s.isFlushed(envelope.id())).isPresent();
        Duration longest = selector.route(envelope.destination()).map(r -> FailurePolicy.longestWait(r.retry()))
                .orElse(Duration.ZERO);
        return flushed ? Instant.MIN : OrderEntry.of(envelope).dueBy(now, longest);
    }

    /** Why it is not called: a limit, or what went wrong the last time. */
    private static Optional<Reply> why(Site site) {
        return site.limit().map(LimitReached::reply).or(site::lastReply);
    }

    /** The domains of the sites that sessions are under way with. */
    public Set<Domain> inSession() {
        return sessions.sites().stream().map(sites::named).flatMap(Optional::stream)
                .flatMap(site -> site.queues().stream()).map(DomainQueue::domain).collect(Collectors.toSet());
    }

    /** What waits for each site that no session is under way with, and for which not all waits for a later stage. */
    public List<SiteLoad> loads(Instant now) {
        Set<String> busy = sessions.sites();
        return sites.all().stream().filter(s -> s.depth() > 0 && !busy.contains(s.name()))
                .map(s -> s.load(slots.able(s, now))).filter(load -> !Envelope.isForItsStage(load.from()))
                .map(load -> load.with(calls.uses(load.name(), load.route(), now))).toList();
    }

    /** The servers that can't begin another session now, and until when that should be so. */
    public List<BusyServer> busy(Instant now) {
        return slots.all().stream().filter(slot -> !slot.active().isEmpty()
                && slot.active().size() >= sessions.most(slot.active().getFirst())).map(slot -> busy(slot, now))
                .toList();
    }

    /** Until the first of its sessions ends. */
    private static BusyServer busy(CallSlot slot, Instant now) {
        return slot.active().stream().map(s -> new BusyServer(slot.name(), s.site().name(), until(s, now)))
                .min(Comparator.comparing(BusyServer::until)).orElseThrow();
    }

    /** No session is cut before its window closes; after that it may go on, for nobody knows how long. */
    private static Instant until(SiteSession session, Instant now) {
        Optional<SessionStatus.Progress> progress = session.status().progress();
        Site site = session.site();
        long left = Math.max(0, bytes(site) - progress.map(SessionStatus.Progress::done).orElse(0L));
        Instant talks = session.began().plus(site.call());
        Instant reckoned = (talks.isAfter(now) ? talks : now).plus(site.transfer(left));
        Instant seen = progress.flatMap(SessionStatus.Progress::end).filter(reckoned::isBefore).orElse(reckoned);
        Instant closes = session.term().closes();
        return closes.isAfter(now) && closes.isBefore(seen) ? closes : seen;
    }

    /** What waits for a route. */
    public RouteBacklog backlog(Route route, Instant now) {
        List<Site> all = sites.of(route).toList();
        long bytes = all.stream().mapToLong(ForwarderStatus::bytes).sum();
        Duration takes = sites.pace().call(route).plus(sites.pace().transfer(route, bytes));
        return new RouteBacklog(all.stream().mapToLong(Site::depth).sum(),
                all.stream().map(Site::name).anyMatch(sessions.sites()::contains),
                all.stream().map(ForwarderStatus::why).flatMap(Optional::stream).findFirst(),
                calls.count(route), bytes, takes, calls.data(route, now));
    }

    /** What is used of the months' data that calls by a route count to. */
    public List<DataUse> data(Route route, Instant now) {
        return calls.data(route, now);
    }

    /** The domains whose mail waits for a route. */
    public List<Domain> waiting(Route route) {
        return sites.of(route).flatMap(s -> s.queues().stream()).filter(q -> q.depth() > 0).map(DomainQueue::domain)
                .toList();
    }

    /**
     * When each domain's mail arrives where it goes, from when it is at the next site: whoever is there first books
     * first what it goes on by.
     *
     * @param there by the name of that site, as {@link SiteLoad} has it
     */
    public Map<Domain, Instant> expected(Map<String, Instant> there) {
        List<There> all = there.entrySet().stream()
                .flatMap(e -> sites.named(e.getKey()).stream().flatMap(s -> s.queues().stream()
                        .filter(q -> q.depth() > 0).map(q -> new There(s, q, e.getValue()))))
                .sorted(Comparator.comparing(There::at).thenComparing(t -> t.queue().domain())).toList();
        all.forEach(t -> forecast.cancel(t.queue().domain()));
        Map<Domain, Instant> expected = new HashMap<>();
        for (There t : all) {
            Domain domain = t.queue().domain();
            ContactPath path = forecast.path(t.site().route(), domain, t.queue().bytes(), t.at());
            forecast.book(domain, path);
            if (path.arrival().isBefore(Instant.MAX)) expected.put(domain, path.arrival());
        }
        return expected;
    }
}

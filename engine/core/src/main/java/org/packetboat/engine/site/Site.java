package org.packetboat.engine.site;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.packetboat.engine.link.Call;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.queue.DomainQueue;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.route.Pace;
import org.packetboat.engine.route.Route;

/**
 * A place that one session can serve: a route's site, or one domain of a route that finds its hosts in DNS. Knows
 * which domains have mail for it and when it may be tried next. Used by the node only.
 */
public final class Site {
    /** More domains than this are not added up at each arrival. */
    private static final int MOST_COUNTED = 100;

    private final String name;
    private final Route route;
    private final Optional<Domain> only;
    private final Supplier<Pace> pace;
    private final Set<DomainQueue> queues = new LinkedHashSet<>();
    private final SiteHealth health = new SiteHealth();
    private final Flush flush = new Flush();
    private final Suspects suspects = new Suspects();
    private final Polling polling;
    private Instant nextDue = Instant.MIN;
    private Instant busyUntil = Instant.MIN;
    private Instant by = Instant.MAX;
    private long round = -1;
    private Instant outOfHoursUntil = Instant.MIN;

    public Site(Route route, Optional<Domain> only, Supplier<Pace> pace) {
        this.pace = pace;
        this.name = Call.site(route, only);
        this.route = route;
        this.only = only;
        this.polling = new Polling(route);
    }

    public String name() {
        return name;
    }

    public Route route() {
        return route;
    }

    public Optional<Domain> only() {
        return only;
    }

    public Collection<DomainQueue> queues() {
        return queues;
    }

    public Optional<Reply> lastReply() {
        return health.lastReply();
    }

    /** Until when it rests; {@link Instant#MAX} while all of its hosts are known to be down. */
    public Instant restsUntil() {
        return health.restsUntil();
    }

    /** Notes whether all of its hosts are known to be down: then it costs no attempts. @return whether that is news */
    public boolean isDown(Optional<Reply> why) {
        return health.isDown(why);
    }

    /** Whether this envelope is to be sent without waiting for its retry time. */
    public boolean isFlushed(EnvelopeId id) {
        return flush.includes(id);
    }

    /** Notes that an envelope was tried; a flush tries each once. */
    public void attempted(EnvelopeId id) {
        flush.attempted(id);
    }

    public long round() {
        return round;
    }

    /** Notes in which round it was served last. */
    public void servedIn(long now) {
        round = now;
    }

    /** Notes that a domain has mail, the first of it due at this time. */
    public void feed(DomainQueue queue, Instant due) {
        queues.add(queue);
        dueBy(due);
    }

    /** Notes by when mail that came in has to be there. */
    public void neededBy(Instant deadline) {
        if (deadline.isAfter(Instant.MIN) && deadline.isBefore(by)) by = deadline;
    }

    /** What waits for it. @param able the names of the servers that may call it */
    public SiteLoad load(Set<String> able) {
        Map<Domain, Long> bytes = queues.stream().filter(q -> q.depth() > 0)
                .collect(Collectors.toMap(DomainQueue::domain, DomainQueue::bytes));
        return new SiteLoad(name, route, bytes.values().stream().mapToLong(b -> b).sum(), bytes, by,
                later(nextDue, restsUntil()), able);
    }

    /** When it has to begin at the latest, to have sent all before its window closes and its mail is late. */
    public Instant latest(Instant closes) {
        Instant end = by.isBefore(closes) ? by : closes;
        if (end.equals(Instant.MAX)) return end;
        long bytes = queues.stream().limit(MOST_COUNTED).mapToLong(DomainQueue::bytes).sum();
        return end.minus(transfer(bytes)).minus(pace.get().call(route));
    }

    /** How long its line takes for so much mail. */
    public Duration transfer(long bytes) {
        return pace.get().transfer(route, bytes);
    }

    /** How many bytes wait for it beside those of a domain. */
    public long beside(DomainQueue queue) {
        return queues.stream().limit(MOST_COUNTED).filter(q -> q != queue).mapToLong(DomainQueue::bytes).sum();
    }

    /** A domain's mail goes another way from now on. */
    public void leave(DomainQueue queue) {
        queues.remove(queue);
    }

    /** Notes that something is due at this time. */
    public void dueBy(Instant due) {
        if (due.isBefore(nextDue)) nextDue = due;
    }

    /** Notes that nothing is due before this time. */
    public void nothingUntil(Instant due) {
        nextDue = due;
    }

    /** A session broke off at this envelope, which may be the cause: it goes last from now on, and alone. */
    public void suspect(EnvelopeId id) {
        suspects.add(id);
    }

    /** This envelope was answered: it ended no session. */
    public void unsuspect(EnvelopeId id) {
        suspects.remove(id);
    }

    /** Whether this envelope goes behind all others, in a session alone. */
    public boolean isSuspect(EnvelopeId id) {
        return suspects.contains(id);
    }

    /**
     * A session was broken off.
     *
     * @param flowed whether it had delivered something
     * @return whether the next one follows at once
     */
    public boolean goesOn(boolean flowed) {
        return health.goesOn(flowed);
    }

    /** The next session follows at once. @param why the last one was broken off */
    public void goOn(Reply why) {
        health.rest(Instant.MIN, why);
    }

    /** What waits for it was looked at, and can't go. */
    public void tried(Instant now) {
        health.tried(now);
    }

    /** It could not be reached, which counts as an attempt for all that waits for it. */
    public void unreached(Instant now) {
        health.unreached(now);
        outOfHoursUntil = Instant.MIN;
    }

    /** Whether all that waited for it was tried, or looked at, at this time or later. */
    public boolean wasTriedSince(Instant time) {
        return health.wasTriedSince(time);
    }

    /** How often it could not be reached since then, as far as that is remembered. */
    public int unreachedSince(Instant time) {
        return health.unreachedSince(time);
    }

    /** Notes that another session carries its mail, so that it is not to be called before, whatever the reason. */
    public void busyUntil(Instant until) {
        busyUntil = until;
    }

    /** Rests after a failure. */
    public void rest(Instant until, Reply why) {
        health.rest(until, why);
    }

    /** Its line was at fault, not it: it need not rest. */
    public void cleared() {
        health.wake();
    }

    /** It was reached: forgets what went wrong before. */
    public void reached(Instant now) {
        polling.reached(now);
        outOfHoursUntil = Instant.MIN;
        health.reached();
    }

    /** It asked to be called: at the next chance, until it is reached. */
    public void want() {
        polling.want();
        health.wake();
    }

    /** It is called now though its window is shut: until it is reached or fails, and no longer than this. */
    public void wantOutOfHours(Instant until) {
        want();
        outOfHoursUntil = until;
    }

    /** When a session that begins now has to end: at the close of its window, if that is open. */
    public Instant closes(Instant now) {
        return isWantedOutOfHours(now)
                ? outOfHoursUntil
                : route.window().from(now).map(Interval::close).orElse(now);
    }

    private boolean isWantedOutOfHours(Instant now) {
        return outOfHoursUntil.isAfter(now) && !route.window().isOpen(now);
    }

    /** Sends everything at the next chance, once, without waiting for retry times. */
    public void flush() {
        flush.begin();
        health.wake();
        nextDue = Instant.MIN;
    }

    /** All that was to be flushed has been tried. */
    public void flushDone() {
        flush.done();
    }

    /** Takes over what an earlier site of that name knew, when the routes changed. */
    public void inherit(Site earlier) {
        health.copy(earlier.health);
        polling.copy(earlier.polling);
        flush.copy(earlier.flush);
        suspects.copy(earlier.suspects);
        by = earlier.by;
        outOfHoursUntil = earlier.outOfHoursUntil;
    }

    /** After the clock went back: no rest is longer than a cycle from now. */
    public void clamp(Instant now) {
        health.clamp(now.plus(route.retry()));
        polling.clockWentBack(now);
        nextDue = Instant.MIN;
        busyUntil = Instant.MIN;
        outOfHoursUntil = Instant.MIN;
    }

    /** Forgets the domains whose mail has gone. */
    public void prune() {
        queues.removeIf(q -> q.depth() == 0);
        if (queues.isEmpty()) by = Instant.MAX;
    }

    /** Whether nothing is lost if it is made anew when there is mail for it: a single domain of a route without any. */
    public boolean isIdle(Instant now) {
        return only.isPresent() && isEmpty() && !polling.isWanted() && !restsUntil().isAfter(now);
    }

    private boolean isEmpty() {
        return queues.stream().allMatch(q -> q.depth() == 0);
    }

    public long depth() {
        return queues.stream().mapToLong(DomainQueue::depth).sum();
    }

    /** Whether it can be called, and if not, why. */
    public SiteState state(Instant now) {
        if (health.down().isPresent()) return new SiteState.Down(health.down().get());
        if (isWantedOutOfHours(now)) return new SiteState.Ready(outOfHoursUntil);
        Instant due = isEmpty() ? Instant.MAX : nextDue;
        Instant poll = polling.due(now);
        Instant first = poll.isBefore(due) ? poll : due;
        if (first.equals(Instant.MAX)) return isEmpty() ? new SiteState.Idle() : new SiteState.Held();
        Instant earliest = later(later(later(first, busyUntil), restsUntil()), now);
        return route.window().from(earliest).map(window -> state(first, earliest, window, now))
                .orElse(new SiteState.Unreachable());
    }

    private SiteState state(Instant first, Instant earliest, Interval window, Instant now) {
        if (window.open().isAfter(earliest)) return new SiteState.Closed(window.open());
        if (!earliest.isAfter(now)) return new SiteState.Ready(window.close());
        return first.equals(earliest) ? new SiteState.Waiting(earliest) : new SiteState.Resting(earliest);
    }

    /** When it can be called; empty if no time can be told. */
    public Optional<Instant> readyAt(Instant now) {
        return state(now).readyAt(now);
    }

    /** Whether it is time to call it though nothing may wait for it. */
    public boolean isPollDue(Instant now) {
        return !polling.due(now).isAfter(now);
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}

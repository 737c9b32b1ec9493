package org.packetboat.engine.site;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;
import org.packetboat.engine.calls.CallMeter;
import org.packetboat.engine.calls.LimitReached;
import org.packetboat.engine.calls.RateMeter;
import org.packetboat.engine.link.Call;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.queue.DomainQueue;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.route.Pace;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.settle.FailurePolicy;

/**
 * A place that one session can serve: a route's site, or one domain of a route that finds its hosts in DNS. Knows
 * which domains have mail for it and when it may be tried next. One that only waits is small, since there may be half
 * a million of them: times are numbers, its name is put together when it is asked for, and what few need is made when
 * it is needed. Used by the node only.
 */
public final class Site extends SiteMail {
    private static final Duration FOR_EVER = Duration.ofDays(10_000);

    private final Route route;
    private final Supplier<Pace> pace;
    private SiteHealth health = SiteHealth.WELL;
    private Optional<SiteMemory> memory = Optional.empty();
    private long nextDue = Moment.MIN;
    private int round = -1;

    public Site(Route route, Optional<Domain> only, Supplier<Pace> pace) {
        super(only);
        this.pace = pace;
        this.route = route;
        if (route.poll().isPresent()) memory();
    }

    public String name() {
        return Call.site(route, only());
    }

    public Route route() {
        return route;
    }

    private SiteMemory memory() {
        if (memory.isEmpty()) memory = Optional.of(new SiteMemory(route));
        return memory.get();
    }

    /** Its health, where it changes. */
    private SiteHealth health() {
        if (health == SiteHealth.WELL) health = new SiteHealth();
        return health;
    }

    public Optional<Reply> lastReply() {
        return health.lastReply();
    }

    /** Until when it rests, or may not be called; {@link Instant#MAX} while all of its hosts are known to be down. */
    public Instant restsUntil() {
        return Moment.later(health.restsUntil(), limit().map(LimitReached::until).orElse(Instant.MIN));
    }

    /** The calls to it are limited. */
    public void limitedBy(CallMeter meter) {
        memory().calls(meter);
    }

    /** The messages that it is handed are limited, or no longer. */
    public void handedBy(Optional<RateMeter> meter) {
        memory().rate(meter);
    }

    /** What limits the calls to it. */
    public Optional<CallMeter> calls() {
        return memory.flatMap(SiteMemory::calls);
    }

    /** The limit of its calls that leaves none now. */
    public Optional<LimitReached> limit() {
        return calls().flatMap(CallMeter::reached);
    }

    /** Notes whether all of its hosts are known to be down: then it costs no attempts. @return whether that is news */
    public boolean isDown(Optional<Reply> why) {
        return (why.isPresent() ? health() : health).isDown(why);
    }

    /** Whether this envelope is to be sent without waiting for its retry time. */
    public boolean isFlushed(EnvelopeId id) {
        return memory.filter(m -> m.flush().includes(id)).isPresent();
    }

    /** Notes that an envelope was tried; a flush tries each once. */
    public void attempted(EnvelopeId id) {
        memory.ifPresent(m -> m.flush().attempted(id));
    }

    public long round() {
        return round;
    }

    /** Notes in which round it was served last. */
    public void servedIn(long now) {
        round = (int) now;
    }

    /** Notes that a domain has mail, the first of it due at this time. */
    public void feed(DomainQueue queue, Instant due) {
        add(queue);
        dueBy(due);
    }

    private Instant nextDue() {
        return Moment.at(nextDue);
    }

    /** What waits for it. @param able the names of the servers that may call it */
    public SiteLoad load(Set<String> able) {
        Map<Domain, Long> bytes = bytesByDomain();
        return new SiteLoad(name(), route, bytes.values().stream().mapToLong(b -> b).sum(), depth(), bytes,
                isSeen() ? by() : SiteLoad.UNKNOWN,
                Moment.later(nextDue(), restsUntil()), able, health.lastReply().isPresent());
    }

    /** When it has to begin at the latest, to have sent all before its window closes and its mail is late. */
    public Instant latest(Instant closes) {
        Instant end = by().isBefore(closes) ? by() : closes;
        if (end.equals(Instant.MAX)) return end;
        return end.minus(transfer(bytes())).minus(pace.get().call(route));
    }

    /** How long its line takes for so much mail. */
    public Duration transfer(long bytes) {
        return pace.get().transfer(route, bytes);
    }

    /** How long a call takes beside its transfers. */
    public Duration call() {
        return pace.get().call(route);
    }

    /** Notes that something is due at this time. */
    public void dueBy(Instant due) {
        nextDue = Math.min(nextDue, Moment.of(due));
    }

    /** Notes that nothing is due before this time. */
    public void nothingUntil(Instant due) {
        nextDue = Moment.of(due);
    }

    /** A session broke off at this envelope, which may be the cause: it goes last from now on, and alone. */
    public void suspect(EnvelopeId id) {
        memory().suspects().add(id);
    }

    /** This envelope was answered: it ended no session. */
    public void unsuspect(EnvelopeId id) {
        memory.ifPresent(m -> m.suspects().remove(id));
    }

    /** Whether this envelope goes behind all others, in a session alone. */
    public boolean isSuspect(EnvelopeId id) {
        return memory.filter(m -> m.isSuspect(id)).isPresent();
    }

    /**
     * A session was broken off.
     *
     * @param flowed whether it had delivered something
     * @return whether the next one follows at once
     */
    public boolean goesOn(boolean flowed) {
        return health().goesOn(flowed);
    }

    /** The next session follows at once. @param why the last one was broken off */
    public void goOn(Reply why) {
        health().goOn(why);
    }

    /** What waits for it was looked at, and can't go. */
    public void tried(Instant now) {
        health().tried(now);
    }

    /** It could not be reached, which counts as an attempt for all that waits for it. */
    public void unreached(Instant now) {
        health().unreached(now);
        calledInHours();
    }

    /** In how many nights running it was not reached; empty if that is no news for the operator. Asked, it is none. */
    public OptionalInt nightsToTell() {
        return health.nightsToTell();
    }

    /** It could not be reached by this server. @return whether others did not, either: then it is not their lines */
    public boolean silentTo(String server) {
        return health().silentTo(server);
    }

    /** It has answered a server, well or not. */
    public void answered() {
        health.answered();
    }

    /** The server that it did not answer twice in a row, and that should leave it to another. */
    public Optional<String> avoided() {
        return health.avoided();
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
        memory().busyUntil(until);
    }

    /**
     * It failed, and rests: longer each time that this happens in a row.
     *
     * @param first    how long the first time
     * @param givesWay whether it may have called us, and comes first
     */
    public void failed(Duration first, Reply why, boolean givesWay, Instant now) {
        Optional<Interval> window = route.window().from(now).filter(w -> w.contains(now));
        Instant open = window.map(Interval::open).orElse(Instant.MIN);
        Instant close = window.map(Interval::close).orElse(now);
        Duration left = close.equals(Instant.MAX) ? FOR_EVER : Duration.between(now, close);
        int before = health().failedAgain(open);
        Duration spread = before == 0 && !route.transport().called().isEmpty()
                ? FailurePolicy.firstOnLine(first, 31 * name().hashCode() + route.transport().called().hashCode())
                : FailurePolicy.again(first, before, route.retry(), left, name().hashCode());
        Duration inTurn = FailurePolicy.inTurn(spread, givesWay);
        Duration rest = window.isEmpty() ? inTurn : FailurePolicy.beforeClose(left, inTurn, spread, first);
        health().restAgain(now.plus(rest), why);
    }

    /** Rests, but not for failing again and again. */
    public void rest(Instant until, Reply why) {
        health().rest(until, why);
    }

    /** Its line was at fault, not it, or it lives: it need not rest. */
    public void cleared() {
        health.wake();
    }

    /** It was reached: forgets what went wrong before. */
    public void reached(Instant now) {
        memory.ifPresent(m -> m.polling().reached(now));
        calledInHours();
        health.reached();
    }

    /** It asked to be called: at the next chance, until it is reached. */
    public void want() {
        memory().polling().want();
        health.wake();
    }

    /** It is called now though its window is shut: until it is reached or fails, and no longer than this. */
    public void wantOutOfHours(Instant until) {
        want();
        memory().outOfHoursUntil(until);
    }

    /** When a session that begins now has to end: at the close of its window, if that is open. */
    public Instant closes(Instant now) {
        return isWantedOutOfHours(now)
                ? outOfHoursUntil()
                : route.window().from(now).map(Interval::close).orElse(now);
    }

    /** When the window that is open now has opened; {@link Instant#MIN} if none is, or it never closes. */
    Instant opened(Instant now) {
        return route.window().from(now).filter(w -> w.contains(now) && w.close().isBefore(Instant.MAX))
                .map(Interval::open).orElse(Instant.MIN);
    }

    private Instant outOfHoursUntil() {
        return memory.map(SiteMemory::outOfHoursUntil).orElse(Instant.MIN);
    }

    private void calledInHours() {
        memory.ifPresent(m -> m.outOfHoursUntil(Instant.MIN));
    }

    private boolean isWantedOutOfHours(Instant now) {
        return outOfHoursUntil().isAfter(now) && !route.window().isOpen(now);
    }

    /** Sends everything at the next chance, once, without waiting for retry times. */
    public void flush() {
        memory().flush().begin();
        health.wake();
        nextDue = Moment.MIN;
    }

    /** Whether somebody wants it to be called at once, whatever that costs. */
    boolean isUrged() {
        return isUrgent() || memory.filter(m -> m.flush().isWanted() || m.polling().isWanted()).isPresent();
    }

    /** All that was to be flushed has been tried. */
    public void flushDone() {
        memory.ifPresent(m -> m.flush().done());
    }

    /** Takes over what an earlier site of that name knew, when the routes changed. */
    public void inherit(Site earlier) {
        if (earlier.health != SiteHealth.WELL) health().copy(earlier.health);
        earlier.memory.ifPresent(m -> memory().copy(m));
    }

    /** After the clock went back: no rest is longer than a cycle from now. */
    public void clamp(Instant now) {
        health.clamp(now.plus(route.retry()));
        memory.ifPresent(m -> {
            m.polling().clockWentBack(now);
            m.busyUntil(Instant.MIN);
            m.outOfHoursUntil(Instant.MIN);
        });
        nextDue = Moment.MIN;
    }

    /** Whether nothing is lost if it is made anew when there is mail for it: a single domain of a route without any. */
    public boolean isIdle(Instant now) {
        boolean wanted = memory.filter(m -> m.polling().isWanted()).isPresent();
        return only().isPresent() && isEmpty() && !wanted && !restsUntil().isAfter(now);
    }

    /** Whether it can be called, and if not, why. */
    public SiteState state(Instant now) {
        if (health.down().isPresent()) return new SiteState.Down(health.down().get());
        if (isWantedOutOfHours(now) && limit().isEmpty()) return new SiteState.Ready(outOfHoursUntil());
        Instant due = isEmpty() ? Instant.MAX : nextDue();
        Instant poll = pollDue(now);
        Instant first = poll.isBefore(due) ? poll : due;
        if (first.equals(Instant.MAX)) return isEmpty() ? new SiteState.Idle() : new SiteState.Held();
        Instant free = Moment.later(Moment.later(busyUntil(), restsUntil()), mayHaveNext());
        Instant earliest = Moment.later(Moment.later(first, free), now);
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
        return !pollDue(now).isAfter(now);
    }

    private Instant pollDue(Instant now) {
        return memory.map(m -> m.polling().due(now)).orElse(Instant.MAX);
    }

    /** When it may be handed the next message, by its route's rate. */
    public Instant mayHaveNext() {
        return rate().map(RateMeter::next).orElse(Instant.MIN);
    }

    /** What counts the messages that it is handed, if they are limited. */
    public Optional<RateMeter> rate() {
        return memory.flatMap(SiteMemory::rate);
    }

    private Instant busyUntil() {
        return memory.map(SiteMemory::busyUntil).orElse(Instant.MIN);
    }
}

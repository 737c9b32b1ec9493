package org.packetboat.engine.site;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.packetboat.engine.mail.DeliverBy;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.queue.DomainQueue;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.queue.OrderEntry;
import org.packetboat.engine.queue.Position;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.Window;
import org.packetboat.engine.route.grade.MailGrade;
import org.packetboat.engine.route.large.BothOpen;
import org.packetboat.engine.route.large.LargeMail;
import org.packetboat.engine.route.large.WindowLengths;
import org.packetboat.engine.settle.FailurePolicy;
import org.packetboat.engine.store.StoreException;
import org.packetboat.engine.store.UnreadableException;

/**
 * Picks the envelopes of one session in order: by priority, then by arrival, across all domains of the site. Leaves out
 * what is held, not due, under way, or does not fit before the window closes (unless it would go on in the next), and
 * remembers when the first of those may go. What comes back because only some of its recipients were seen to takes
 * turns with the rest ({@link PartlyDone}). However long the queue, one look goes past no more than {@value #AT_ONCE}
 * entries.
 */
public final class SiteWalk {
    /** Put aside for the close of the session and for what the estimate leaves out. */
    static final Duration GUARD = Route.GUARD;

    /** A wait longer than this may have been reckoned by a clock that was put right since: the envelope knows. */
    private static final Duration DOUBTFUL = Duration.ofDays(30);

    private static final int AT_ONCE = 1000;

    private final MailQueue queue;
    private final Site site;
    private final Predicate<EnvelopeId> inFlight;
    private final BiFunction<Envelope, Route, Optional<Reply>> elsewhere;
    private final MergedWalk walk;
    private Instant nextDue = Instant.MAX;
    /** Why it left out mail that only another route may take, if it did. */
    private Optional<Reply> left = Optional.empty();
    private boolean leavesLarge;
    /** The first of those that may have ended a session, if it can go. */
    private Optional<EnvelopeId> suspect = Optional.empty();
    private boolean suspectShown;
    private PartlyDone partlyDone = new PartlyDone();
    /** What the last look showed, and whether the walk stands at it. */
    private Optional<Envelope> shown = Optional.empty();
    private boolean inOrder;
    private boolean alone;
    private final WindowLengths usual;
    private final Map<Apart, WindowLengths> apart = new HashMap<>();
    private final Map<Apart, Opening> openings = new HashMap<>();
    private boolean inSession;
    private boolean hasCalledUs;
    private int passed;
    /** How much mail goes before what is looked for, in bytes. */
    private long before;

    /** @param elsewhere why mail has to go by another route than this one; empty if it may go by it */
    public SiteWalk(MailQueue queue, Site site, Predicate<EnvelopeId> inFlight,
            BiFunction<Envelope, Route, Optional<Reply>> elsewhere) {
        this.queue = queue;
        this.site = site;
        this.inFlight = inFlight;
        this.elsewhere = elsewhere;
        this.walk = new MergedWalk(queue);
        this.usual = new WindowLengths(site.route().window());
        site.queues().forEach(q -> walk.add(q.domain()));
    }

    /** From now on what is no reason for a call goes, too. */
    public void sessionBegins() {
        inSession = true;
    }

    /** The site has called us: it gets mail for which we would not call it now. */
    public void calledUs() {
        hasCalledUs = true;
    }

    /** Whether it is for a site that has called us. */
    public boolean hasCalledUs() {
        return hasCalledUs;
    }

    /** Looks for the next envelope that can go now. */
    public NextEnvelope look(Instant now, Instant closes) {
        return look(now, closes, 0);
    }

    /** Looks for the next envelope that can go behind so many bytes of mail, which are to go first. */
    public NextEnvelope look(Instant now, Instant closes, long bytesBefore) {
        before = bytesBefore;
        suspectShown = false;
        if (alone) return again(now);
        Optional<Envelope> turn = partlyDone(false);
        if (turn.isPresent()) return show(turn.get(), false);
        for (int i = 0; i < AT_ONCE; i++) {
            Optional<OrderEntry> entry = walk.peek();
            if (entry.isEmpty() || isRestShut(entry.get(), now)) return atEnd(now);
            Optional<Envelope> envelope = ready(entry.get(), now, closes);
            boolean last = goesLast(entry.get(), now);
            Optional<Envelope> fresh = envelope.filter(e -> !last && !partlyDone.waits(e.id()));
            if (fresh.isPresent()) return show(fresh.get(), true);
            if (suspect.isEmpty()) suspect = envelope.map(Envelope::id).filter(_ -> last);
            walk.skip();
        }
        return new NextEnvelope.More();
    }

    /** Whether it is of the lowest grade, as all behind it is, and the hours of that have not come. */
    private boolean isRestShut(OrderEntry entry, Instant now) {
        Optional<MailGrade> grade = grade(entry)
                .filter(g -> g.equals(site.route().terms().grades().all().getFirst()));
        if (grade.isEmpty()) return false;
        Instant opens = opening(new Apart(grade, false), grade.get().own(), now).map(Interval::open)
                .orElse(Instant.MAX);
        if (!opens.isAfter(now)) return false;
        nextDue = earlier(nextDue, opens);
        return true;
    }

    /** What may have ended a session, or is too large for a window, goes behind all others and alone. */
    private boolean goesLast(OrderEntry entry, Instant now) {
        return site.isSuspect(entry.id()) || isTooLarge(entry, now);
    }

    /** What is to come back for it does so by itself, reckoned by the rate that the route names. */
    private boolean isTooLarge(OrderEntry entry, Instant now) {
        WindowLengths lengths = lengths(entry);
        if (site.route().resumes() || lengths.window() == Window.ALWAYS) return false;
        return lengths.areTooShort(GUARD.plus(site.transfer(entry.size())), now);
    }

    /** Of the windows in which an entry may go. */
    private WindowLengths lengths(OrderEntry entry) {
        Optional<MailGrade> grade = grade(entry);
        Window any = site.route().windowFor(entry.size());
        boolean isLarge = any != site.route().window();
        if (!isLarge && grade.isEmpty()) return usual;
        Window window = grade.map(g -> isLarge ? g.with(any) : g.window()).orElse(any);
        return apart.computeIfAbsent(new Apart(grade, isLarge), _ -> new WindowLengths(window));
    }

    private NextEnvelope show(Envelope envelope, boolean standsAtIt) {
        shown = Optional.of(envelope);
        inOrder = standsAtIt;
        return new NextEnvelope.Ready(envelope);
    }

    /** What came back and has its turn, if it can still go. */
    private Optional<Envelope> partlyDone(boolean nothingElse) {
        for (Optional<EnvelopeId> id = partlyDone.turn(nothingElse); id.isPresent(); id = partlyDone
                .turn(nothingElse)) {
            Optional<Envelope> envelope = still(id.get());
            if (envelope.isPresent()) return envelope;
            partlyDone.forget(id.get());
        }
        return Optional.empty();
    }

    /** An envelope that could go when the walk passed it. */
    private Optional<Envelope> still(EnvelopeId id) {
        return Optional.of(id).filter(i -> !inFlight.test(i)).flatMap(queue::envelope)
                .filter(e -> !queue.isHeld(e));
    }

    /**
     * What may have ended a session goes in one of its own. Behind damage there may be more: it is looked for again
     * after a cycle.
     */
    private NextEnvelope atEnd(Instant now) {
        if (walk.isDamaged()) nextDue = earlier(nextDue, now.plus(site.route().retry()));
        Optional<Envelope> turn = partlyDone(true);
        if (turn.isPresent()) return show(turn.get(), false);
        Optional<Envelope> last = suspect.flatMap(this::still);
        // Gone or held meanwhile: there may be other suspects, for another session.
        if (last.isEmpty()) return suspect.isPresent() ? again(now) : new NextEnvelope.Nothing();
        if (passed > 0) return again(now);
        suspectShown = true;
        return show(last.get(), false);
    }

    /** Nothing more in this session; another one may have more at once. */
    private NextEnvelope again(Instant now) {
        nextDue = earlier(nextDue, now);
        return new NextEnvelope.Nothing();
    }

    /** Whether it is only offered, and nobody has asked for it yet. */
    private boolean waitsForRequest(Envelope e) {
        return site.route().offers(e.message()) && !queue.offers().isAskedFor(e.id());
    }

    /** The same, as far as is known without reading the envelope. */
    private boolean isOffered(OrderEntry entry) {
        return site.route().terms().large().filter(large -> large.isLarge(entry.size()))
                .filter(LargeMail.Offered.class::isInstance).isPresent()
                && queue.offers().waitsForRequest(entry.id());
    }

    private Optional<Envelope> ready(OrderEntry entry, Instant now, Instant closes) {
        if (inFlight.test(entry.id()) || queue.isUnreadable(entry.id().message())) return Optional.empty();
        if (!isReady(entry, now, closes)) return Optional.empty();
        if (queue.ledger().staged().isStopped(entry.id()) || isOffered(entry)) return Optional.empty();
        return queue.envelope(entry.id()).filter(e -> !waitsForRequest(e)).filter(e -> !isTooLate(e, now))
                .filter(this::isPassed);
    }

    /** Mail whose time is over may still have an attempt that it was due, unless its sender wants it back by then. */
    private static boolean isTooLate(Envelope envelope, Instant now) {
        return envelope.deliverBy().filter(by -> by.mode() == DeliverBy.Mode.RETURN && !by.at().isAfter(now))
                .isPresent();
    }

    /** Neither a damaged envelope nor a bug that shows with one holds up any other: that one is set aside. */
    private boolean isPassed(Envelope envelope) {
        try {
            return mayPass(envelope);
        } catch (UnreadableException damaged) {
            return false;
        } catch (StoreException e) {
            throw e;
        } catch (RuntimeException bug) {
            queue.noteUnhandled(envelope.id(), bug);
            return false;
        }
    }

    private boolean mayPass(Envelope envelope) {
        Optional<Reply> why = elsewhere.apply(envelope, site.route());
        left = left.or(() -> why);
        return why.isEmpty();
    }

    /** Goes past the envelope that {@link #look} showed. */
    public void pass() {
        passed++;
        alone = suspectShown;
        shown.ifPresent(partlyDone::offered);
        if (inOrder) walk.skip();
    }

    /** Whether it left out mail that can't go by this site, or not within this window. */
    public boolean leavesBehind() {
        return left.isPresent() || leavesLarge;
    }

    /** When the first of those left out may go; {@link Instant#MAX} if an operator has to release it. */
    public Instant nextDue() {
        return nextDue;
    }

    /** Why it left out mail that only another route may take: the first such reason; empty if it left none. */
    public Optional<Reply> leftToOthers() {
        return left;
    }

    /** Mail came in: walks back as far as needed to see it. */
    public void arrived(DomainQueue domain, Position lowest) {
        walk.backTo(domain.domain(), lowest);
    }

    /** The routes changed: forgets all domains, but for those whose mail it is told of from now on. */
    public void reroute() {
        walk.clear();
        partlyDone = new PartlyDone();
        suspect = Optional.empty();
    }

    private boolean isReady(OrderEntry entry, Instant now, Instant closes) {
        Optional<Interval> window = window(entry, now);
        if (window.isEmpty()) return false;
        Instant due = later(due(entry, now), window.get().open());
        Instant end = earlier(closes, window.get().close());
        boolean fits = due.isAfter(now) || fits(entry, now, end) || isTooLarge(entry, now);
        leavesLarge |= !fits;
        Instant possible = fits ? due : end;
        if (possible.isAfter(now)) nextDue = earlier(nextDue, possible);
        return !possible.isAfter(now);
    }

    /** Mail with windows of its own. */
    private record Apart(Optional<MailGrade> grade, boolean isLarge) {}

    /** A site that calls us pays for that: it gets mail of every grade. */
    private Optional<MailGrade> grade(OrderEntry entry) {
        return hasCalledUs ? Optional.empty() : site.route().terms().grades().of(entry.priority());
    }

    /** When mail may go that has windows of its own: now or next; empty if never. All other mail at any time. */
    private Optional<Interval> window(OrderEntry entry, Instant now) {
        Window large = site.route().terms().large().filter(l -> l.isLarge(entry.size())).map(LargeMail::ownWindow)
                .orElse(Window.ALWAYS);
        Optional<MailGrade> grade = grade(entry);
        Window own = BothOpen.of(large, grade.map(MailGrade::own).orElse(Window.ALWAYS));
        return own == Window.ALWAYS
                ? own.from(now)
                : opening(new Apart(grade, large != Window.ALWAYS), own, now);
    }

    /** What a window of its own has said when it was last asked. */
    private record Opening(Instant asked, Optional<Interval> said) {
        boolean holds(Instant now) {
            return !now.isBefore(asked) && said.filter(open -> !now.isBefore(open.close())).isEmpty();
        }
    }

    /** When a window is open, now or next; calendars are asked once, and not for each mail. */
    private Optional<Interval> opening(Apart of, Window own, Instant now) {
        Opening known = openings.get(of);
        if (known == null || !known.holds(now)) {
            known = new Opening(now, own.from(now));
            openings.put(of, known);
        }
        return known.said();
    }

    private Instant due(OrderEntry entry, Instant now) {
        boolean atOnce = entry.waiting() == OrderEntry.Waiting.RETRY && site.isFlushed(entry.id());
        if (atOnce || inSession && Envelope.meansAlong(entry.due())) return now;
        Instant due = entry.dueBy(now, FailurePolicy.longestWait(site.route().retry()));
        boolean doubtful = entry.waiting() == OrderEntry.Waiting.NOT_BEFORE && due.isAfter(now.plus(DOUBTFUL));
        return doubtful ? queue.envelope(entry.id()).map(Envelope::due).orElse(due) : due;
    }

    private static Instant later(Instant a, Instant b) {
        return a.isBefore(b) ? b : a;
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    private boolean fits(OrderEntry entry, Instant now, Instant closes) {
        if (closes.equals(Instant.MAX)) return true;
        Duration takes = site.route().resumes() ? Duration.ZERO : site.transfer(before + entry.size());
        return now.plus(GUARD).plus(takes).isBefore(closes);
    }
}

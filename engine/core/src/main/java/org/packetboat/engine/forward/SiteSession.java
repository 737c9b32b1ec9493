package org.packetboat.engine.forward;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.packetboat.engine.inbox.Inbox;
import org.packetboat.engine.link.Demand;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.link.SessionFigures;
import org.packetboat.engine.link.Supply;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.queue.DomainQueue;
import org.packetboat.engine.queue.Position;
import org.packetboat.engine.route.AtClose;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.Transport;
import org.packetboat.engine.site.NextEnvelope;
import org.packetboat.engine.site.Site;
import org.packetboat.engine.site.SiteWalk;
import org.packetboat.engine.store.StoreException;

/**
 * One session with one site, as the forwarder sees it: one that it called, or one that called us. What the link says
 * arrives from any thread and is done by the node, in order; after the end nothing more is heard.
 */
final class SiteSession implements Supply {
    /** A session ends its turn after this time if another site is ready. */
    static final Duration TURN = Duration.ofMinutes(10);

    /** A session that has had no reply for so long may be parked while others wait. */
    static final Duration QUIET = Duration.ofSeconds(30);
    /** How often a transfer's progress is told, at most. */
    static final Duration PROGRESS = Duration.ofSeconds(10);

    /** Who draws the consequences of what a session does. */
    interface Closer {
        /** Told once. */
        void ended(SiteSession session, Ending ending, Instant now);

        /** It has taken an envelope; what is left may be for another session with the site. */
        void took(SiteSession session, Instant now);
    }

    /** What all sessions of a forwarder have in common. */
    record Context(Inbox inbox, Dispatch dispatch, Closer closer) {}

    /** What the link has asked for and was not told yet. */
    private record Question(Demand demand, Consumer<List<Transfer>> answer) {}

    /** How urgently the link was asked to end the session. */
    private enum Stopping {
        NO, DRAIN, CUT
    }

    private final Inbox inbox;
    private final Dispatch dispatch;
    private final Closer closer;
    private final Site site;
    private final String link;
    private final SiteWalk walk;
    private final Instant began;
    private final boolean answered;
    private final Map<EnvelopeId, Envelope> handedOut = new HashMap<>();
    private final Map<EnvelopeId, Instant> handedAt = new HashMap<>();
    /** What it has told of and is not on disk. */
    private final Set<EnvelopeId> settling = new HashSet<>();
    private SendingWindow window = new SendingWindow(Link.UNSETTLED);
    private Optional<Question> question = Optional.empty();
    private Optional<Link.Session> session = Optional.empty();
    private Optional<SessionStatus.Progress> progress = Optional.empty();
    private SessionFigures figures = SessionFigures.NONE;
    private Instant transferBegan = Instant.MIN;
    /** When a transfer began, or its progress was told. */
    private Instant told;
    private Instant closes;
    private Instant turnEnds;
    private Stopping stopping = Stopping.NO;
    /** When it last did something: a reply came, or a piece of a message has left. */
    private Instant sign;
    private boolean parked;
    private boolean aborted;
    private boolean outOfTurn;
    private boolean exhausted;
    /** Whether mail came in after its end: how it ended stays what it was. */
    private boolean unseen;
    private boolean delivered;
    private boolean brokeOffAtMail;
    private boolean brokeOffAtSuspect;
    private boolean over;
    /** How it ended, while something that it told is not on disk yet. */
    private Optional<Ending> ending = Optional.empty();
    private int settled;
    private long bytes;
    private long bytesInHand;

    private SiteSession(Context context, Site site, String link, SiteWalk walk, Instant began, boolean answered) {
        this.inbox = context.inbox();
        this.dispatch = context.dispatch();
        this.closer = context.closer();
        this.site = site;
        this.link = link;
        this.walk = walk;
        this.began = began;
        this.told = began;
        this.sign = began;
        this.answered = answered;
    }

    /** We call the site. @param unsettled see {@link Link#unsettled} @param closes when its window does */
    static SiteSession calling(Context context, Site site, int unsettled, SiteWalk walk, Instant began,
            Instant closes) {
        SiteSession session = new SiteSession(context, site, site.route().link(), walk, began, false);
        session.turnEnds = began.plus(TURN);
        session.closes = closes;
        session.window = new SendingWindow(unsettled);
        return session;
    }

    /** The site has called us: that is its turn, however long, and no window of ours closes on it. */
    static SiteSession answering(Context context, Site site, String link, SiteWalk walk, Instant began) {
        SiteSession session = new SiteSession(context, site, link, walk, began, true);
        session.turnEnds = Instant.MAX;
        session.closes = Instant.MAX;
        return session;
    }

    void started(Link.Session opened) {
        session = Optional.of(opened);
    }

    @Override
    public void next(Consumer<Optional<Transfer>> answer) {
        take(Demand.ONE, transfers -> answer.accept(transfers.stream().findFirst()));
    }

    @Override
    public void take(Demand demand, Consumer<List<Transfer>> answer) {
        inbox.post(now -> {
            sign = now;
            question = Optional.of(new Question(demand, answer));
            offer(now);
        });
    }

    /** Answers the open question, unless the window has to fall first, or what comes back is not on disk yet. */
    private void offer(Instant now) {
        boolean mayHave = !over && !dispatch.isStuck();
        if (question.isEmpty() || mayHave && window.room() == 0) return;
        Question asked = question.get();
        List<Transfer> transfers = new ArrayList<>();
        boolean more = mayHave && fill(transfers, asked.demand(), now);
        if (more && transfers.isEmpty()) {
            dispatch.goOn(this::offer);
        } else if (!mayHave || !transfers.isEmpty() || !window.isReturning()) {
            question = Optional.empty();
            asked.answer().accept(transfers);
        }
    }

    /** @return whether it is not known yet that there is nothing more */
    private boolean fill(List<Transfer> transfers, Demand demand, Instant now) {
        int most = Math.min(demand.envelopes(), window.room());
        for (long size = 0; transfers.size() < most && (transfers.isEmpty() || size < demand.bytes());) {
            NextEnvelope next = supply(now);
            if (!(next instanceof NextEnvelope.Ready(Envelope envelope))) return next instanceof NextEnvelope.More;
            transfers.add(dispatch.transfer(envelope));
            size += envelope.message().size();
        }
        return true;
    }

    private NextEnvelope supply(Instant now) {
        try {
            NextEnvelope next = take(now);
            dispatch.takes(site, next, now);
            return next;
        } catch (StoreException e) {
            dispatch.unreadable(site, e, now);
            return new NextEnvelope.Nothing();
        }
    }

    @Override
    public void active() {
        inbox.post(now -> sign = now);
    }

    /** Whether it has waited long for a reply. */
    boolean isQuiet(Instant now) {
        return !now.isBefore(quietAt());
    }

    /** When it will have waited long, if no reply comes. */
    Instant quietAt() {
        return sign.plus(QUIET);
    }

    /** Another session has its place: it finishes what it has, and one envelope more if it has none. */
    void park() {
        parked = true;
    }

    /** What nobody was tried for goes back at the end of the session, as if nothing had been said of it. */
    @Override
    public void settle(EnvelopeId id, Map<Recipient, Outcome> outcomes) {
        Map<Recipient, Outcome> copy = Map.copyOf(outcomes);
        inbox.post(now -> {
            if (copy.isEmpty()) {
                leftWindow(id);
                return;
            }
            sign = now;
            handedAt.remove(id);
            Optional<Envelope> envelope = Optional.ofNullable(handedOut.remove(id));
            envelope.ifPresent(e -> {
                bytesInHand -= e.message().size();
                settle(e, copy);
            });
        });
    }

    /** What comes back is seen by the walk later in this step. */
    private void leftWindow(EnvelopeId id) {
        window.remove(id);
        if (question.isPresent()) dispatch.goOn(this::offer);
    }

    private void settle(Envelope envelope, Map<Recipient, Outcome> outcomes) {
        if (outcomes.size() < envelope.recipients().size()) window.addReturning(envelope.id());
        else window.add(envelope.id());
        site.attempted(envelope.id());
        settled++;
        settling.add(envelope.id());
        bytes += envelope.message().size();
        progress = Optional.empty();
        boolean broken = brokeOff(outcomes.values());
        brokeOffAtMail |= broken;
        brokeOffAtSuspect |= broken && site.isSuspect(envelope.id());
        if (broken) site.suspect(envelope.id());
        else site.unsuspect(envelope.id());
        dispatch.settle(site.route(), envelope, outcomes, delivered && broken,
                later -> stored(envelope.id(), later));
        delivered |= outcomes.values().stream().anyMatch(o -> o instanceof Outcome.Delivered);
    }

    private void stored(EnvelopeId id, Instant now) {
        settling.remove(id);
        leftWindow(id);
        close(now);
    }

    /** What can go on where it broke off is not the cause, and of a heap no one message is. */
    private boolean brokeOff(Collection<Outcome> outcomes) {
        return !goesInHeaps()
                && outcomes.stream().anyMatch(o -> o instanceof Outcome.Interrupted(long offset, var _) && offset == 0);
    }

    /** Over UUCP mail goes in heaps as large as a bundle wants; they are answered as a whole. */
    private boolean goesInHeaps() {
        return site.route().transport() instanceof Transport.Uucp;
    }

    /** Whether mail flowed. */
    boolean hasDelivered() {
        return delivered;
    }

    /** Whether it was broken off at one message, which is left for later. */
    boolean brokeOffAtMail() {
        return brokeOffAtMail;
    }

    /** Whether that message had ended a session before: then it is the cause, not the site. */
    boolean brokeOffAtSuspect() {
        return brokeOffAtSuspect;
    }

    /** Whether it looked at all there was, and left behind what can't go by this site or in this window. */
    boolean leavesBehind() {
        return isExhausted() && walk.leavesBehind();
    }

    @Override
    public void progress(EnvelopeId id, long done) {
        inbox.post(now -> {
            sign = now;
            Optional.ofNullable(handedOut.get(id)).ifPresent(e -> progress(e, done, now));
        });
    }

    private void progress(Envelope envelope, long done, Instant now) {
        boolean same = progress.filter(p -> p.id().equals(envelope.id())).isPresent();
        if (!same) transferBegan = now;
        progress = Optional.of(SessionStatus.Progress.of(envelope, done, transferBegan, now));
        boolean toldLately = !now.isBefore(told) && now.isBefore(told.plus(PROGRESS));
        if (toldLately) return;
        told = now;
        dispatch.progress(site, envelope, done, now);
    }

    @Override
    public void figures(SessionFigures told) {
        inbox.post(_ -> figures = told);
    }

    @Override
    public void ended(Ending ending) {
        inbox.post(now -> {
            if (over) return;
            over = true;
            this.ending = Optional.of(ending);
            offer(now);
            close(now);
        });
    }

    /**
     * It makes room for another session when all that it told is on disk, or the disk does not take it: else a crash
     * could have the mail of several sessions sent once more.
     */
    private void close(Instant now) {
        if (!settling.isEmpty()) return;
        Optional<Ending> how = ending;
        ending = Optional.empty();
        how.ifPresent(end -> closer.ended(this, end, now));
    }

    /** Hands out the next envelope, if the session may go on. */
    private NextEnvelope take(Instant now) {
        boolean hadItsShare = parked && (settled > 0 || !handedOut.isEmpty());
        boolean hasToWait = site.mayHaveNext().isAfter(now);
        if (isStopping() || hadItsShare || hasToWait || !now.isBefore(closes)) return new NextEnvelope.Nothing();
        NextEnvelope next = walk.look(now, closes, bytesInHand);
        exhausted = next instanceof NextEnvelope.Nothing;
        if (next instanceof NextEnvelope.Ready(Envelope envelope)) {
            walk.pass();
            site.handed(now);
            handedOut.put(envelope.id(), envelope);
            handedAt.put(envelope.id(), now);
            bytesInHand += envelope.message().size();
            if (!goesInHeaps()) window.add(envelope.id());
            told = now;
            closer.took(this, now);
        }
        return next;
    }

    /** Mail came in for the site, or was put back. */
    void arrived(DomainQueue domain, Position lowest) {
        walk.arrived(domain, lowest);
        notExhausted();
    }

    /** The routes have changed: what it is not told of from now on is for others. */
    void reroute() {
        walk.reroute();
        notExhausted();
    }

    private void notExhausted() {
        unseen |= over;
        exhausted &= over;
    }

    /** When the site has something due next; empty if that isn't known, since not all of its queue was looked at. */
    Optional<Instant> nextDue() {
        return exhausted && !unseen ? Optional.of(walk.nextDue()) : Optional.empty();
    }

    /** Why mail is left that only another route may take; empty if none is. */
    Optional<Reply> leftToOthers() {
        return walk.leftToOthers();
    }

    /** Whether it has offered all that was due, and heard of all that was taken. */
    boolean isExhausted() {
        return exhausted && handedOut.isEmpty();
    }

    /** Asks the link to end the session, if that was not asked before, or less urgently. */
    void stop(boolean cut, String why) {
        Stopping asked = cut ? Stopping.CUT : Stopping.DRAIN;
        if (asked.compareTo(stopping) <= 0) return;
        stopping = asked;
        session.ifPresent(s -> s.stop(cut, why));
    }

    /** The operator ends it, in the middle of anything. */
    void abort() {
        aborted = true;
        stop(true, "the operator ended it");
    }

    /** Whether the operator ended it: then its site rests, lest it be called again at once. */
    boolean isAborted() {
        return aborted;
    }

    /** Ends the session if its time is over: the window has closed, or others wait and it has had its turn. */
    void stopInTime(Instant now, boolean othersWait) {
        if (!now.isBefore(closes)) {
            stop(site.route().atClose() == AtClose.CUT, "the window closed");
            if (!now.isBefore(ends())) stop(true, "the window closed, and its drain-limit is over");
        } else if (othersWait && !now.isBefore(turnEnds)) {
            outOfTurn = true;
            stop(false, "other sites are waiting");
        }
    }

    /** Whether it took no mail in its turn, and had to give way to others. */
    boolean hasWastedItsTurn() {
        return outOfTurn && settled() == 0 && !aborted;
    }

    /** When {@link #stopInTime} has something to do next; {@link Instant#MAX} if never. */
    Instant wake(boolean othersWait) {
        if (stopping == Stopping.CUT) return Instant.MAX;
        if (isStopping() && site.route().atClose() == AtClose.DRAIN) return ends();
        return othersWait && !isStopping() && turnEnds.isBefore(closes) ? turnEnds : closes;
    }

    /** When even a message under way is cut. */
    private Instant ends() {
        return closes.equals(Instant.MAX) ? Instant.MAX : closes.plus(site.route().drainLimit());
    }

    /** The clock went back: its turn lasts no longer for that. */
    void clockWentBack(Instant now) {
        if (!answered && turnEnds.isAfter(now.plus(TURN))) turnEnds = now.plus(TURN);
        if (sign.isAfter(now)) sign = now;
    }

    /** The window closes at another time now, because the schedule changed. */
    void closesAt(Instant time) {
        if (!answered) closes = time;
    }

    /** Whether this route, as it is after a change, leads where this session leads. */
    boolean leadsBy(Route changed) {
        return changed.transport().equals(site.route().transport()) && (answered || changed.link().equals(link));
    }

    SessionStatus status() {
        return new SessionStatus(site.name(), link, began, settled, bytes, progress, figures(), parked);
    }

    /** What it has carried. */
    SessionFigures figures() {
        return figures.withMail(bytes, figures.mailIn());
    }

    Site site() {
        return site;
    }

    /** The link it goes over. */
    String link() {
        return link;
    }

    Instant began() {
        return began;
    }

    private boolean isStopping() {
        return stopping != Stopping.NO;
    }

    int settled() {
        return settled;
    }

    long bytes() {
        return bytes;
    }

    /** What was handed out and not settled. */
    Map<EnvelopeId, Envelope> handedOut() {
        return handedOut;
    }

    /** When that was handed out: each a message of which nothing was told. */
    Collection<Instant> handedAt() {
        return handedAt.values();
    }
}

package org.packetboat.engine.forward;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.packetboat.engine.calls.CallMeter;
import org.packetboat.engine.inbox.Inbox;
import org.packetboat.engine.link.Demand;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.link.SessionFigures;
import org.packetboat.engine.link.Supply;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.queue.DomainQueue;
import org.packetboat.engine.queue.Position;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.Transport;
import org.packetboat.engine.site.NextEnvelope;
import org.packetboat.engine.site.Site;
import org.packetboat.engine.site.SiteWalk;
import org.packetboat.engine.store.StoreException;
import org.packetboat.engine.tariff.Tariff;

/**
 * One session with one site, as the forwarder sees it: one that it called, or one that called us. What the link says
 * arrives from any thread and is done by the node, in order; after the end nothing more is heard.
 */
final class SiteSession implements Supply {
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

    private final Inbox inbox;
    private final Dispatch dispatch;
    private final Closer closer;
    private final Site site;
    private final String link;
    private final SiteWalk walk;
    private final Instant began;
    private final SessionTerm term;
    private final HandedOut handedOut;
    private final SessionTally tally = new SessionTally();
    private Optional<Question> question = Optional.empty();
    private Optional<SessionStatus.Progress> progress = Optional.empty();
    private SessionStatus.Progress.Start transferBegan = SessionStatus.Progress.Start.NEVER;
    /** When a transfer began, or its progress was told. */
    private Instant told;
    private boolean parked;
    private final boolean hasCalledUs;
    private Optional<Tariff> tariff;
    /** Whether it has offered all that was due while it lasted. */
    private boolean exhausted;
    /** Whether that is still so: no mail came in after its end. */
    private boolean sawAll;
    private boolean over;
    /** How it ended, while something that it told is not on disk yet. */
    private Optional<Ending> ending = Optional.empty();

    private SiteSession(Context context, Site site, String link, SiteWalk walk, Instant began, SessionTerm term,
            int unsettled) {
        this.inbox = context.inbox();
        this.dispatch = context.dispatch();
        this.closer = context.closer();
        this.site = site;
        this.link = link;
        this.walk = walk;
        walk.sessionBegins();
        this.began = began;
        this.told = began;
        this.term = term;
        this.handedOut = new HandedOut(unsettled, goesInHeaps());
        this.hasCalledUs = walk.hasCalledUs();
        this.tariff = site.route().terms().tariff();
    }

    /** We call the site. @param unsettled see {@link Link#unsettled} @param closes when its window does */
    static SiteSession calling(Context context, Site site, int unsettled, SiteWalk walk, Instant began,
            Instant closes) {
        return new SiteSession(context, site, site.route().link(), walk, began,
                SessionTerm.calling(site.route(), began, closes), unsettled);
    }

    /** The site has called us. */
    static SiteSession answering(Context context, Site site, String link, SiteWalk walk, Instant began) {
        walk.calledUs();
        return new SiteSession(context, site, link, walk, began, SessionTerm.answering(site.route(), began),
                Link.UNSETTLED);
    }

    @Override
    public void next(Consumer<Optional<Transfer>> answer) {
        take(Demand.ONE, transfers -> answer.accept(transfers.stream().findFirst()));
    }

    @Override
    public void take(Demand demand, Consumer<List<Transfer>> answer) {
        inbox.post(now -> {
            tally.talks(now);
            term.sign(now);
            question = Optional.of(new Question(demand, answer));
            offer(now);
        });
    }

    /** Answers the open question, unless the window has to fall first, or what comes back is not on disk yet. */
    private void offer(Instant now) {
        boolean mayHave = !over && !dispatch.isStuck();
        if (question.isEmpty() || mayHave && handedOut.room() == 0) return;
        Question asked = question.get();
        List<Transfer> transfers = new ArrayList<>();
        boolean more = mayHave && fill(transfers, asked.demand(), now);
        if (more && transfers.isEmpty()) {
            dispatch.goOn(this::offer);
        } else if (!mayHave || !transfers.isEmpty() || !handedOut.isReturning()) {
            question = Optional.empty();
            asked.answer().accept(transfers);
        }
    }

    /** @return whether it is not known yet that there is nothing more */
    private boolean fill(List<Transfer> transfers, Demand demand, Instant now) {
        int most = Math.min(demand.envelopes(), handedOut.room());
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

    /** Hands out the next envelope, if the session may go on. */
    private NextEnvelope take(Instant now) {
        boolean hadItsShare = parked && (tally.settled() > 0 || !handedOut.isEmpty());
        boolean hasToWait = site.mayHaveNext().isAfter(now);
        boolean usedUp = !hasCalledUs && site.calls().filter(CallMeter::isDataUsedUp).isPresent();
        if (term.isOver(now) || hadItsShare || hasToWait || usedUp) return new NextEnvelope.Nothing();
        NextEnvelope next = walk.look(now, term.closes(), handedOut.bytes());
        exhausted = next instanceof NextEnvelope.Nothing;
        sawAll = exhausted;
        if (next instanceof NextEnvelope.Ready(Envelope envelope)) {
            walk.pass();
            site.rate().ifPresent(meter -> meter.give(now));
            handedOut.give(envelope, now);
            term.expects(site.transfer(handedOut.bytes()), now);
            told = now;
            closer.took(this, now);
        }
        return next;
    }

    @Override
    public void active() {
        inbox.post(term::sign);
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
                handedOut.untried(id);
                windowFell();
                return;
            }
            term.sign(now);
            handedOut.told(id).ifPresent(envelope -> settle(envelope, copy));
        });
    }

    @Override
    public void carried(EnvelopeId id, Map<Address, Outcome> outcomes, Consumer<Boolean> answer) {
        inbox.post(now -> {
            term.sign(now);
            boolean begun = dispatch.settleCarried(site.route(), id, outcomes,
                    _ -> answer.accept(!dispatch.awaits(id, outcomes.keySet())));
            if (!begun) answer.accept(false);
        });
    }

    /** What comes back is seen by the walk later in this step. */
    private void windowFell() {
        if (question.isPresent()) dispatch.goOn(this::offer);
    }

    private void settle(Envelope envelope, Map<Recipient, Outcome> outcomes) {
        handedOut.settling(envelope.id(), outcomes.size() == envelope.recipients().size());
        site.attempted(envelope.id());
        progress = Optional.empty();
        boolean flowed = tally.hasDelivered();
        boolean broken = tally.settled(envelope, outcomes.values(), goesInHeaps(), site.isSuspect(envelope.id()));
        if (broken) site.suspect(envelope.id());
        else site.unsuspect(envelope.id());
        dispatch.settle(site.route(), envelope, outcomes, flowed && broken, later -> stored(envelope.id(), later));
    }

    private void stored(EnvelopeId id, Instant now) {
        handedOut.settled(id);
        windowFell();
        close(now);
    }

    /** Over UUCP mail goes in heaps as large as a bundle wants, which are answered as a whole: no one is to blame. */
    private boolean goesInHeaps() {
        return site.route().transport() instanceof Transport.Uucp;
    }

    @Override
    public void progress(EnvelopeId id, long done) {
        inbox.post(now -> {
            term.sign(now);
            handedOut.envelope(id).ifPresent(e -> progress(e, done, now));
        });
    }

    private void progress(Envelope envelope, long done, Instant now) {
        boolean same = progress.filter(p -> p.id().equals(envelope.id())).isPresent();
        if (!same)
            transferBegan = SessionStatus.Progress.Start.of(done, Duration.between(told, now),
                    site.route().rate(), now);
        progress = Optional.of(SessionStatus.Progress.of(envelope, done, transferBegan, now));
        boolean toldLately = !now.isBefore(told) && now.isBefore(told.plus(PROGRESS));
        if (toldLately) return;
        told = now;
        dispatch.progress(site, envelope, done, now);
    }

    @Override
    public void figures(SessionFigures told) {
        inbox.post(now -> {
            tally.talks(now);
            tally.figures(told);
        });
    }

    @Override
    public void ended(Ending how) {
        inbox.post(now -> {
            if (over) return;
            over = true;
            ending = Optional.of(how);
            offer(now);
            close(now);
        });
    }

    /**
     * It makes room for another session when all that it told is on disk, or the disk does not take it: else a crash
     * could have the mail of several sessions sent once more.
     */
    private void close(Instant now) {
        if (!handedOut.isOnDisk()) return;
        Optional<Ending> how = ending;
        ending = Optional.empty();
        how.ifPresent(end -> closer.ended(this, end, now));
    }

    /** Mail came in for the site, or was put back. */
    void arrived(DomainQueue domain, Position lowest) {
        walk.arrived(domain, lowest);
        moreMayCome();
        term.mailWaits(lowest.priority());
    }

    /** The routes have changed: what it is not told of from now on is for others. */
    void reroute() {
        walk.reroute();
        moreMayCome();
    }

    private void moreMayCome() {
        sawAll = false;
        exhausted &= over;
    }

    /** Whether it has offered all that was due, and heard of all that was taken. */
    boolean isExhausted() {
        return exhausted && handedOut.isEmpty();
    }

    /** Whether it looked at all there was, and left behind what can't go by this site or in this window. */
    boolean leavesBehind() {
        return isExhausted() && walk.leavesBehind();
    }

    /** When the site has something due next; empty if that isn't known, since not all of its queue was looked at. */
    Optional<Instant> nextDue() {
        return sawAll ? Optional.of(walk.nextDue()) : Optional.empty();
    }

    /** Why mail is left that only another route may take; empty if none is. */
    Optional<Reply> leftToOthers() {
        return walk.leftToOthers();
    }

    /** Whether it took no mail in its turn, and had to give way to others. */
    boolean hasWastedItsTurn() {
        return term.isOutOfTurn() && tally.settled() == 0;
    }

    /** Whether this route, as it is after a change, leads where this session leads. */
    boolean leadsBy(Route changed) {
        return term.goesBy(changed, link);
    }

    SessionStatus status() {
        return new SessionStatus(site.name(), link, began, tally.settled(), tally.bytes(), progress, tally.figures(),
                parked);
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

    /** Whether the site has called us. */
    boolean hasCalledUs() {
        return hasCalledUs;
    }

    /** Its route has this tariff now: it counts, unless the call was answered before. */
    void chargedBy(Optional<Tariff> changed) {
        if (tally.connected().isEmpty()) tariff = changed;
    }

    /** What a call costs: by that of its route when it was answered. */
    Optional<Tariff> tariff() {
        return tariff;
    }

    /** How long it may go on. */
    SessionTerm term() {
        return term;
    }

    /** What it has come to so far. */
    SessionTally tally() {
        return tally;
    }

    /** What it has of the site's mail. */
    HandedOut handedOut() {
        return handedOut;
    }
}

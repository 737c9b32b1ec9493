package org.packetboat.engine.forward;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.link.Supply;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.inbox.Inbox;
import org.packetboat.engine.queue.DomainQueue;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.queue.Position;

/**
 * One session at one site, as the forwarder sees it. What the link says arrives from any thread and is done by the
 * node, in order; after the end nothing more is heard.
 */
final class Visit implements Supply {
    private final Forwarder forwarder;
    private final Inbox inbox;
    private final Site site;
    private final SiteWalk walk;
    private final Instant began;
    private final Map<EnvelopeId, Envelope> handedOut = new HashMap<>();
    private Optional<Link.Session> session = Optional.empty();
    private Optional<VisitStatus.Progress> progress = Optional.empty();
    private Instant closes;
    private boolean stopping;
    private boolean exhausted;
    private boolean over;
    private int settled;
    private long bytes;

    Visit(Forwarder forwarder, Inbox inbox, Site site, SiteWalk walk, Instant began, Instant closes) {
        this.forwarder = forwarder;
        this.inbox = inbox;
        this.site = site;
        this.walk = walk;
        this.began = began;
        this.closes = closes;
    }

    void started(Link.Session opened) {
        session = Optional.of(opened);
    }

    @Override
    public void next(Consumer<Optional<Transfer>> answer) {
        inbox.post(now -> answer.accept(over ? Optional.empty() : forwarder.supply(this, now)));
    }

    @Override
    public void settle(EnvelopeId id, Map<Recipient, Outcome> outcomes) {
        Map<Recipient, Outcome> copy = Map.copyOf(outcomes);
        inbox.post(now -> {
            Optional<Envelope> envelope = Optional.ofNullable(handedOut.remove(id));
            envelope.ifPresent(e -> forwarder.settle(this, e, copy, now));
        });
    }

    @Override
    public void progress(EnvelopeId id, long done) {
        inbox.post(_ -> progress = Optional.ofNullable(handedOut.get(id))
                .map(e -> new VisitStatus.Progress(id, done, e.message().size())));
    }

    @Override
    public void ended(Ending ending) {
        inbox.post(now -> {
            if (!over) forwarder.ended(this, ending, now);
            over = true;
        });
    }

    /** Hands out the next envelope, if the session may go on. */
    Optional<Transfer> take(MailQueue queue, Instant now) {
        if (stopping || !now.isBefore(closes)) return Optional.empty();
        Optional<Envelope> envelope = walk.next(now, closes);
        exhausted = envelope.isEmpty();
        envelope.ifPresent(e -> handedOut.put(e.id(), e));
        return envelope.map(e -> new Transfer(e, queue.body(e.message())));
    }

    /** Mail came in for the site, or was put back. */
    void arrived(DomainQueue domain, Position lowest) {
        walk.arrived(domain, lowest);
        exhausted = false;
    }

    /** When the site has something due next; empty if that isn't known, since not all of its queue was looked at. */
    Optional<Instant> nextDue() {
        return exhausted ? Optional.of(walk.nextDue()) : Optional.empty();
    }

    /** Counts what was settled. */
    void count(Envelope envelope) {
        settled++;
        bytes += envelope.message().size();
        progress = Optional.empty();
    }

    /** Asks the link to end the session. */
    void stop(boolean cut, String why) {
        stopping = true;
        session.ifPresent(s -> s.stop(cut, why));
    }

    /** The window closes at another time now, because the schedule changed. */
    void closesAt(Instant time) {
        closes = time;
    }

    Site site() {
        return site;
    }

    Instant began() {
        return began;
    }

    Instant closes() {
        return closes;
    }

    boolean isStopping() {
        return stopping;
    }

    int settled() {
        return settled;
    }

    long bytes() {
        return bytes;
    }

    Optional<VisitStatus.Progress> progress() {
        return progress;
    }

    /** What was handed out and not settled. */
    Map<EnvelopeId, Envelope> handedOut() {
        return handedOut;
    }
}

package org.packetboat.engine.forward;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.packetboat.engine.inbox.DelayedTasks;
import org.packetboat.engine.inbox.Inbox;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.settle.CommitB;
import org.packetboat.engine.settle.InFlight;
import org.packetboat.engine.site.NextEnvelope;
import org.packetboat.engine.site.Site;
import org.packetboat.engine.site.SiteWalk;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.store.StoreException;
import org.packetboat.engine.trace.StatusReport;

/**
 * What sessions do with mail: they take it from the queue, tell how far it is, settle it or give it back. As long as
 * the disk does not take what was settled, nothing is handed out. Used by the node only.
 */
final class Dispatch {
    private final MailQueue queue;
    private final DelayedTasks tasks;
    private final InFlight inFlight;
    private final CommitB commitB;
    private final NextHopForecast forecast;
    private final Supplier<Policy> policy;

    Dispatch(MailQueue queue, DelayedTasks tasks, InFlight inFlight, CommitB commitB, NextHopForecast forecast,
            Supplier<Policy> policy) {
        this.policy = policy;
        this.queue = queue;
        this.tasks = tasks;
        this.inFlight = inFlight;
        this.commitB = commitB;
        this.forecast = forecast;
    }

    /** A look through a site's queues. */
    SiteWalk walk(Site site, Instant now) {
        return new SiteWalk(queue, site, inFlight::contains,
                (e, by) -> forecast.elsewhere(e, queue.body(e.message()), by, now));
    }

    /** Does this at the next step, which comes at once. */
    void goOn(Inbox.Task task) {
        tasks.at(Instant.MIN, task);
    }

    /** Whether nothing is handed out for now: the disk has not taken something yet, or another machine may send it. */
    boolean isStuck() {
        return takesNothing() || !queue.maySend();
    }

    /** Whether the disk has not taken what became of mail. */
    boolean takesNothing() {
        return commitB.isStuck();
    }

    /** A session with this site takes this envelope. */
    void takes(Site site, NextEnvelope next, Instant now) {
        if (!(next instanceof NextEnvelope.Ready(Envelope envelope))) return;
        inFlight.add(envelope.id());
        if (isReport(envelope)) return;
        queue.tell(new StatusEvent.Sending(now, envelope.id(), envelope.message().batch(), site.name(),
                envelope.recipients().size(), envelope.message().size()));
    }

    /** What servers tell each other of mail is no news itself. */
    private static boolean isReport(Envelope envelope) {
        return StatusReport.isFor(envelope.recipients().getFirst().address());
    }

    /** The queue of this site can't be read. */
    void unreadable(Site site, StoreException why, Instant now) {
        queue.tell(new StatusEvent.Trouble(now, "the queue of " + site.name() + " can't be read: "
                + why.getMessage()));
    }

    /** An envelope with its message, for the link; the next server is told when it is given up by what is in force. */
    Transfer transfer(Envelope envelope) {
        Envelope sent = envelope.goesAlong() ? envelope.startingAt(envelope.message().arrived()) : envelope;
        return new Transfer(sent.expiring(policy.get().end(sent)), queue.body(envelope.message()), Optional.empty(),
                queue::maySend);
    }

    /** A transfer has come so far. @param done in bytes of the message */
    void progress(Site site, Envelope envelope, long done, Instant now) {
        if (isReport(envelope)) return;
        queue.tell(new StatusEvent.Progress(now, envelope.id(), envelope.message().batch(), site.name(), done,
                envelope.message().size()));
    }

    /**
     * Commit B, with all else that is settled in this step of the node.
     *
     * @param flowed   whether the session had delivered something before
     * @param answered runs when the disk has taken it, or not
     */
    void settle(Route route, Envelope envelope, Map<Recipient, Outcome> outcomes, boolean flowed, Inbox.Task answered) {
        if (outcomes.values().stream().anyMatch(o -> o instanceof Outcome.Delivered))
            forecast.took(route, envelope.destination(), envelope.message().size());
        commitB.settle(envelope, outcomes, route, flowed, answered);
    }

    /**
     * The answer for mail that a carrier had taken has come. What no carrier has by now, as one said that it is to be
     * sent again, waits on.
     *
     * @param outcomes by recipient; who is no longer awaited is passed over
     * @param answered runs when the disk has taken it, or not
     * @return false if a session has the mail now, or the disk takes nothing: to be told again later
     */
    boolean settleCarried(Route route, EnvelopeId id, Map<Address, Outcome> outcomes, Inbox.Task answered) {
        if (isStuck() || inFlight.contains(id)) return false;
        Optional<Envelope> waiting = queue.envelope(id).filter(Envelope::isCarried);
        Map<Recipient, Outcome> awaited = new HashMap<>();
        waiting.ifPresent(e -> e.recipients().stream().filter(to -> outcomes.containsKey(to.address()))
                .forEach(to -> awaited.put(to, outcomes.get(to.address()))));
        if (awaited.isEmpty()) {
            goOn(answered);
        } else {
            inFlight.add(id);
            settle(route, waiting.get(), awaited, false, answered);
        }
        return true;
    }

    /** Whether a carrier's answer for one of these is still awaited, or on its way to the disk. */
    boolean awaits(EnvelopeId id, Set<Address> some) {
        return inFlight.contains(id) || queue.envelope(id).filter(Envelope::isCarried)
                .filter(e -> e.recipients().stream().anyMatch(to -> some.contains(to.address()))).isPresent();
    }

    /** Makes durable what was settled since the last time. */
    void flush(Instant now) {
        commitB.flush(now);
    }

    /** A session has ended without a word about these: they wait again, as if they had not been tried. */
    void giveBack(Stream<Envelope> untried) {
        untried.forEach(e -> {
            inFlight.remove(e.id());
            queue.waits(e);
        });
    }
}

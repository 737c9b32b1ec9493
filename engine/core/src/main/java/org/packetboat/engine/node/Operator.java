package org.packetboat.engine.node;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.packetboat.engine.find.ScanBudget;
import org.packetboat.engine.find.MailFilter;
import org.packetboat.engine.find.WaitingIds;
import org.packetboat.engine.forward.Forwarder;
import org.packetboat.engine.forward.SessionStatus;
import org.packetboat.engine.inbox.Answer;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.queue.DomainQueue;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.queue.QueueBatch;
import org.packetboat.engine.queue.Timer;
import org.packetboat.engine.queue.TimerKind;
import org.packetboat.engine.queue.offer.OfferedMail;
import org.packetboat.engine.resend.Resend;
import org.packetboat.engine.resend.Resending;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.settle.InFlight;
import org.packetboat.engine.site.SiteStatus;
import org.packetboat.engine.stage.StageCommand;
import org.packetboat.engine.stage.StageDuty;
import org.packetboat.engine.status.StatusEvent;

/**
 * What an operator may do to the queue. May be called from any thread; the answer comes once everything is durable, as
 * a sentence. What is being sent at that moment is left alone, and the answer says so.
 */
public final class Operator {
    private final Node node;
    private final MailQueue queue;
    private final InFlight inFlight;
    private final Expiry expiry;
    private final HoldRules rules;
    private final StageDuty stages;
    private final Resending resending;

    Operator(Node node, MailQueue queue, InFlight inFlight, Expiry expiry, StageDuty stages) {
        this.node = node;
        this.queue = queue;
        this.inFlight = inFlight;
        this.expiry = expiry;
        this.stages = stages;
        this.rules = new HoldRules(node, queue);
        this.resending = new Resending(queue, node::post, node::afterArrivals, inFlight, node::policy);
        stages.onStop(this::heldAnew);
    }

    /**
     * Keeps mail from being sent, and from expiring, until it is released: what waits and, for a domain, what comes.
     */
    public void hold(Target target, Consumer<String> answer) {
        node.post(now -> {
            switch (target) {
                case Target.OfMessage _ -> each(target, (batch, e) -> hold(batch, e, now), "held", answer);
                case Target.OfDomain(Domain domain) -> rules.add(domain.name(), answer);
                case Target.All() -> rules.add(MailQueue.EVERYTHING, answer);
            }
        });
    }

    /**
     * Lets held mail go: a domain with the single messages held in it, everything with all domains. Says what is still
     * held, by another rule.
     */
    public void release(Target target, Consumer<String> answer) {
        node.post(now -> rules.lift(target, said -> each(target, (batch, e) -> letGo(batch, e, now), said + "released",
                Answer.instead(answer, done -> answer.accept(done + rules.still(target)))), answer));
    }

    /**
     * Sees to it that there is something that a command can be about, so that no typing error is taken for done.
     *
     * @throws IllegalArgumentException if no mail has that id, or the domain has no mail, no route and no hold
     */
    public void mustBeKnown(Target target) {
        switch (target) {
            case Target.OfMessage(QueueId id) -> {
                if (queue.envelopes(id).isEmpty() && queue.dead(id).isEmpty())
                    throw new IllegalArgumentException("no mail has the queue id " + id + "; nothing changed");
            }
            case Target.OfDomain(Domain domain) -> {
                boolean known = queue.domain(domain).depth() > 0 || queue.holds().contains(domain.name())
                        || node.policy().local().contains(domain) || !node.policy().candidates(domain).isEmpty();
                if (!known)
                    throw new IllegalArgumentException(
                            "nothing waits for " + domain + ", and no route serves it; nothing changed");
            }
            case Target.All() -> {
            }
        }
    }

    private static void hold(QueueBatch batch, Envelope envelope, Instant now) {
        batch.replace(envelope.held(true));
        if (!envelope.held()) batch.tell(handled(envelope, "held", now));
    }

    private static StatusEvent handled(Envelope e, String what, Instant now) {
        return new StatusEvent.Handled(now, e.id(), e.message().batch(), what);
    }

    /** What expired while it was held is looked at now. */
    private void letGo(QueueBatch batch, Envelope envelope, Instant now) {
        if (envelope.held()) batch.tell(handled(envelope, "released", now));
        Envelope free = envelope.held() ? envelope.released(now) : envelope;
        batch.remind(free, TimerKind.EXPIRY, Timer.noLater(node.policy().end(free), free, now)).replace(free);
    }

    /** Has large mail go that was offered, or would be, as if its recipients had asked for it: by its queue id. */
    public void request(QueueId id, Consumer<String> answer) {
        node.post(now -> {
            List<OfferedMail> offers = queue.envelopes(id).stream().flatMap(e -> offered(e).stream()).toList();
            QueueBatch batch = queue.change();
            offers.stream().filter(offer -> !offer.asked()).forEach(offer -> batch.askFor(offer, now));
            batch.commit(failure -> answer.accept(failure.isPresent()
                    ? "the disk did not take it; nothing changed"
                    : offers.isEmpty()
                            ? "nothing waits to be asked for under the queue id " + id
                            : queue.envelopes(id).stream().anyMatch(queue::isHeld)
                                    ? id + " is asked for, but held by the operator; release it first"
                                    : id + " goes as soon as its route carries mail"));
        });
    }

    private Optional<OfferedMail> offered(Envelope e) {
        return queue.offers().of(e.id()).or(() -> node.route(e.destination()).filter(r -> r.offers(e.message()))
                .map(r -> new OfferedMail(e.id(), Optional.of(e.destination()), r.site(), queue.offers().newSecret(),
                        false, Optional.empty(), e.message().size())));
    }

    /** Sends again what a site had taken, as far as it is kept. */
    public void resend(Resend what, Consumer<String> answer) {
        resending.start(what, answer);
    }

    /** Starts mail anew: no attempts, due now, MSDEAD counted from now. */
    public void requeue(Target target, Consumer<String> answer) {
        node.post(now -> each(target, (batch, e) -> requeue(batch, e, now), "requeued", answer));
    }

    private void requeue(QueueBatch batch, Envelope e, Instant now) {
        Envelope fresh = e.requeued(now, node.policy().end(e.destination(), now));
        batch.remind(fresh, TimerKind.EXPIRY, Timer.noLater(fresh.expires(), fresh, now)).replace(fresh)
                .tell(handled(e, "requeued", now));
    }

    /** What may be done to each envelope of a selection. */
    public enum Act {
        HOLD, RELEASE, REQUEUE, EXPIRE, DELETE
    }

    /**
     * What was done.
     *
     * @param changed to how many envelopes
     * @param whole   whether to all that were meant and not being sent; else the disk took no more
     * @param said    the same in words
     */
    public record Done(int changed, boolean whole, String said) {}

    /** Does the same to all mail that waits now and is meant: each envelope by itself. */
    public void change(MailFilter which, Act act, Consumer<Done> answer) {
        node.post(Answer.task(Answer.instead(answer, Sweep::go), now -> {
            ScanBudget budget = new ScanBudget();
            return sweep(node.overview().ids(which), node.overview().matching(which, now, budget), change(act, now),
                    budget, done(act), answer);
        }));
    }

    private Sweep.Change change(Act act, Instant now) {
        return switch (act) {
            case HOLD -> (batch, e) -> hold(batch, e, now);
            case RELEASE -> (batch, e) -> letGo(batch, e, now);
            case REQUEUE -> (batch, e) -> requeue(batch, e, now);
            case EXPIRE -> (batch, e) -> expiry.giveUp(batch, e, now);
            case DELETE -> (batch, e) -> batch.remove(e).tell(deleted(e, now));
        };
    }

    private static String done(Act act) {
        return switch (act) {
            case HOLD -> "held";
            case RELEASE -> "released";
            case REQUEUE -> "requeued";
            case EXPIRE -> "expired";
            case DELETE -> "deleted";
        };
    }

    /** Gives mail up now, as if MSDEAD had run out: its senders are told. */
    public void expire(Target target, Consumer<String> answer) {
        node.post(now -> each(target, (batch, e) -> expiry.giveUp(batch, e, now), "expired", answer));
    }

    /** Takes mail out without telling anybody; also a dead notice, by its id. */
    public void delete(Target target, Consumer<String> answer) {
        node.post(now -> {
            Optional<Envelope> dead = target instanceof Target.OfMessage(QueueId id)
                    ? queue.dead(id)
                    : Optional.empty();
            if (dead.isPresent()) {
                sweep(List.of(dead.get().id()).iterator(), id -> queue.dead(id.message()),
                        (batch, e) -> batch.unbury(e).tell(deleted(e, now)), new ScanBudget(), "deleted",
                        sentence(answer))
                        .go();
            } else {
                each(target, (batch, e) -> batch.remove(e).tell(deleted(e, now)), "deleted", answer);
            }
        });
    }

    private static StatusEvent deleted(Envelope e, Instant now) {
        return new StatusEvent.Deleted(now, e.id(), e.message().batch(),
                e.recipients().stream().map(Recipient::address).toList());
    }

    /** Has a big send pause, go on or end; what is being sent now is left alone. */
    public void steer(String bigSend, StageCommand what, Consumer<String> answer) {
        node.post(_ -> stages.command(bigSend, what, said -> node.post(later -> {
            node.feedAll(later);
            heldAnew();
            answer.accept(said);
        })));
    }

    private void heldAnew() {
        queue.domains().forEach(d -> node.forwarder(d.domain()).heldAnew(d));
    }

    /** Ends the sessions with a site, in the middle of anything; its mail waits for the next one. */
    public void abort(String site, Consumer<String> answer) {
        node.post(_ -> {
            int ended = node.forwarders().stream().mapToInt(f -> f.abort(site)).sum();
            answer.accept(ended == 0
                    ? "no session with " + site + " is under way"
                    : "aborted " + ended
                            + (ended == 1 ? " session" : " sessions") + " with " + site + "; it rests for a cycle now");
        });
    }

    /** Sends what waits without regard to retry times, as soon as its route is open; says when that is. */
    public void flush(Target target, Consumer<String> answer) {
        node.post(now -> {
            List<String> said = new ArrayList<>();
            domains(target).forEach(d -> said.add(flush(d, now)));
            answer.accept(said.isEmpty() ? "nothing waits" : String.join("\n", said));
        });
    }

    private String flush(DomainQueue domain, Instant now) {
        String waiting = domain.domain() + ": " + domain.depth() + " waiting; ";
        Optional<Route> route = node.route(domain.domain());
        if (route.isEmpty()) return waiting + "no route serves it";
        if (queue.isHeld(domain.domain())) return waiting + "held by the operator, release it first";
        node.forwarder(domain.domain()).flush(domain, now);
        Optional<Interval> window = route.get().window().from(now);
        String name = "route " + route.get().site() + " (window " + route.get().windowName() + ") ";
        if (window.isEmpty()) return waiting + name + "never opens again";
        return waiting + name + (window.get().contains(now)
                ? "is open: " + turn(domain.domain(), now)
                : "is closed until " + window.get().open() + ": sending then");
    }

    /** What comes next, where the route is open: nothing is being sent while others have the server's sessions. */
    private String turn(Domain domain, Instant now) {
        Forwarder forwarder = node.forwarder(domain);
        Optional<SiteStatus> site = forwarder.status().site(domain, now);
        if (site.filter(SiteStatus::inSession).isPresent()) return "in session, sending";
        List<SessionStatus> others = forwarder.sessions();
        if (others.isEmpty()) return "sending";
        String names = others.stream().map(SessionStatus::site).limit(3).collect(Collectors.joining(", "));
        return "it is called when it is its turn; in session now: " + names;
    }

    private Stream<DomainQueue> domains(Target target) {
        return switch (target) {
            case Target.OfMessage(QueueId id) -> queue.envelopes(id).stream().map(e -> queue.domain(e.destination()));
            case Target.OfDomain(Domain domain) -> Stream.of(queue.domain(domain)).filter(d -> d.depth() > 0);
            case Target.All() -> queue.domains().stream().filter(d -> d.depth() > 0)
                    .sorted(Comparator.comparing(DomainQueue::domain));
        };
    }

    private void each(Target target, Sweep.Change change, String done, Consumer<String> answer) {
        sweep(ids(target), queue::envelope, change, new ScanBudget(), done, sentence(answer)).go();
    }

    private static Consumer<Done> sentence(Consumer<String> answer) {
        return Answer.instead(answer, done -> answer.accept(done.said()));
    }

    private Iterator<EnvelopeId> ids(Target target) {
        return target instanceof Target.OfMessage(QueueId id)
                ? queue.envelopes(id).stream().map(Envelope::id).iterator()
                : new WaitingIds(queue, domains(target).map(DomainQueue::domain).iterator());
    }

    private Sweep sweep(Iterator<EnvelopeId> ids, Function<EnvelopeId, Optional<Envelope>> read, Sweep.Change change,
            ScanBudget budget, String done, Consumer<Done> answer) {
        return new Sweep(queue, inFlight, node::post, node::afterArrivals, ids, read, change, budget, done, answer);
    }
}

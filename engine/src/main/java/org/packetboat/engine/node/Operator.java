package org.packetboat.engine.node;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.packetboat.engine.forward.UnderWay;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.queue.DomainQueue;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.queue.QueueBatch;
import org.packetboat.engine.queue.TimerKind;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.status.Watcher;

/**
 * What an operator may do to the queue. May be called from any thread; the answer comes once everything is durable, as
 * a sentence. What is being sent at that moment is left alone, and the answer says so.
 */
public final class Operator {
    private static final String BUSY = "; left alone what is being sent now";

    private final Node node;
    private final MailQueue queue;
    private final UnderWay underWay;
    private final Expiry expiry;
    private final Watcher watcher;

    /** One change to one envelope, as part of a batch. Answers with the events to tell once it is durable. */
    private interface Change extends BiFunction<QueueBatch, Envelope, List<StatusEvent>> {}

    Operator(Node node, MailQueue queue, UnderWay underWay, Expiry expiry, Watcher watcher) {
        this.node = node;
        this.queue = queue;
        this.underWay = underWay;
        this.expiry = expiry;
        this.watcher = watcher;
    }

    /** Keeps mail from being sent, and from expiring, until it is released: what waits and, for a domain, what comes. */
    public void hold(Target target, Consumer<String> answer) {
        node.post(_ -> {
            switch (target) {
                case Target.OfMessage(QueueId id) -> each(queue.envelopes(id), (batch, e) -> keep(batch, e.held(true)),
                        "held", answer);
                case Target.OfDomain(Domain domain) -> holdDomain(domain.name(), true, answer);
                case Target.All() -> holdDomain(MailQueue.EVERYTHING, true, answer);
            }
        });
    }

    /** Lets held mail go: a domain or everything with the single messages held in it. */
    public void release(Target target, Consumer<String> answer) {
        node.post(_ -> {
            Consumer<String> alsoSingle = said -> node.post(_ -> each(select(target), (batch, e) -> keep(batch,
                    e.held(false)), said + "released", answer));
            switch (target) {
                case Target.OfMessage _ -> alsoSingle.accept("");
                case Target.OfDomain(Domain domain) ->
                    holdDomain(domain.name(), false, s -> alsoSingle.accept(s + "; "));
                case Target.All() -> holdDomain(MailQueue.EVERYTHING, false, s -> alsoSingle.accept(s + "; "));
            }
        });
    }

    private void holdDomain(String domain, boolean held, Consumer<String> answer) {
        queue.hold(domain, held, done -> node.post(now -> {
            queue.domains().forEach(d -> node.feed(d, DomainQueue.Arrivals.UNKNOWN, now));
            String what = domain.equals(MailQueue.EVERYTHING) ? "all domains" : domain;
            answer.accept(done ? what + (held ? " held" : " released") : "the disk did not take it; nothing changed");
        }));
    }

    /** Starts mail anew: no attempts, due now, MSDEAD counted from now. */
    public void requeue(Target target, Consumer<String> answer) {
        node.post(now -> each(select(target), (batch, e) -> {
            Envelope fresh = e.requeued(now, now.plus(node.policy().msdead(e.destination())));
            batch.remind(fresh, TimerKind.EXPIRY, fresh.expires());
            return keep(batch, fresh);
        }, "requeued", answer));
    }

    /** Gives mail up now, as if MSDEAD had run out: its senders are told. */
    public void expire(Target target, Consumer<String> answer) {
        node.post(now -> each(select(target), (batch, e) -> expiry.giveUp(batch, e, now), "expired", answer));
    }

    /** Takes mail out without telling anybody; also a dead notice, by its id. */
    public void delete(Target target, Consumer<String> answer) {
        node.post(now -> {
            Optional<Envelope> dead = target instanceof Target.OfMessage(QueueId id)
                    ? queue.dead(id)
                    : Optional.empty();
            if (dead.isPresent()) {
                each(List.of(dead.get()), (batch, e) -> deleted(batch.unbury(e), e, now), "deleted", answer);
            } else {
                each(select(target), (batch, e) -> deleted(batch.remove(e), e, now), "deleted", answer);
            }
        });
    }

    private static List<StatusEvent> deleted(QueueBatch filled, Envelope envelope, Instant now) {
        return List.of(new StatusEvent.Deleted(now, envelope.id()));
    }

    private static List<StatusEvent> keep(QueueBatch batch, Envelope envelope) {
        batch.replace(envelope);
        return List.of();
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
        node.forwarder(route.get()).flush(route.get(), domain, now);
        Optional<Interval> window = route.get().window().from(now);
        String name = "route " + route.get().site() + " (window " + route.get().windowName() + ") ";
        if (window.isEmpty()) return waiting + name + "never opens again";
        return waiting + name + (window.get().contains(now)
                ? "is open: sending"
                : "is closed until " + window.get().open() + ": sending then");
    }

    private Stream<DomainQueue> domains(Target target) {
        return switch (target) {
            case Target.OfMessage(QueueId id) -> queue.envelopes(id).stream().map(e -> queue.domain(e.destination()));
            case Target.OfDomain(Domain domain) -> Stream.of(queue.domain(domain)).filter(d -> d.depth() > 0);
            case Target.All() -> queue.domains().stream().filter(d -> d.depth() > 0)
                    .sorted(Comparator.comparing(DomainQueue::domain));
        };
    }

    private Iterable<Envelope> select(Target target) {
        return target instanceof Target.OfMessage(QueueId id)
                ? queue.envelopes(id)
                : domains(target).map(d -> new Waiting(queue, d.domain())).flatMap(Waiting::stream)::iterator;
    }

    private void each(Iterable<Envelope> envelopes, Change change, String done, Consumer<String> answer) {
        new Sweep(envelopes.iterator(), change, done, answer).go();
    }

    /** A change to many envelopes, some in each batch, the next batch once the last one is durable. */
    private final class Sweep {
        private static final int AT_ONCE = 200;

        private final Iterator<Envelope> rest;
        private final Change change;
        private final String done;
        private final Consumer<String> answer;
        private int changed;
        private boolean busy;

        Sweep(Iterator<Envelope> rest, Change change, String done, Consumer<String> answer) {
            this.rest = rest;
            this.change = change;
            this.done = done;
            this.answer = answer;
        }

        void go() {
            QueueBatch batch = queue.change();
            List<Envelope> taken = take();
            List<StatusEvent> events = new ArrayList<>();
            taken.forEach(e -> events.addAll(change.apply(batch, e)));
            if (taken.isEmpty()) {
                answer.accept(done + " " + changed + (busy ? BUSY : ""));
                return;
            }
            batch.commit(failure -> node.post(_ -> {
                taken.forEach(e -> underWay.remove(e.id()));
                if (failure.isPresent()) {
                    answer.accept(done + " " + changed + "; then the disk did not take more");
                    return;
                }
                changed += taken.size();
                taken.forEach(e -> queue.envelope(e.id()).ifPresent(queue::waits));
                events.forEach(watcher::on);
                go();
            }));
        }

        private List<Envelope> take() {
            List<Envelope> taken = new ArrayList<>();
            while (taken.size() < AT_ONCE && rest.hasNext()) {
                Envelope envelope = rest.next();
                if (underWay.contains(envelope.id())) {
                    busy = true;
                } else {
                    underWay.add(envelope.id());
                    taken.add(envelope);
                }
            }
            return taken;
        }
    }
}

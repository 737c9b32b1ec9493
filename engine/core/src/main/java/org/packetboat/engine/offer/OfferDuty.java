package org.packetboat.engine.offer;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.packetboat.engine.accept.Envelopes;
import org.packetboat.engine.inbox.Inbox;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.intake.SubmissionOptions;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Message;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.queue.DomainQueue;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.queue.OrderCursor;
import org.packetboat.engine.queue.OrderEntry;
import org.packetboat.engine.queue.Position;
import org.packetboat.engine.queue.QueueBatch;
import org.packetboat.engine.queue.offer.OfferedMail;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.large.LargeMail;
import org.packetboat.engine.settle.FailurePolicy;
import org.packetboat.engine.settle.InFlight;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.store.StoreException;
import org.packetboat.engine.trace.OfferAddress;

/**
 * Offers large mail where its route wants that, once: as soon as it may be sent, in one short mail for all its
 * recipients at a site. The offer and the note that it was made are one batch: a kill neither loses nor repeats an
 * offer. What this server writes itself is not offered, so there is no offer of an offer, nor of a notice. Used by the
 * node only.
 */
public final class OfferDuty {
    /** What a step looks at, in places of the queue. */
    private static final int AT_ONCE = 1000;
    /** What a batch offers, in envelopes. */
    private static final int IN_BATCH = 200;
    /** What is being sent or changed by somebody else is looked at again after this time. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);

    private final MailQueue queue;
    private final Inbox inbox;
    private final InFlight inFlight;
    private final Supplier<Policy> policy;
    private final Function<Domain, Optional<Route>> routes;
    /** What is to be looked through, from where on. */
    private final Map<Domain, Position> looks = new LinkedHashMap<>();
    /** What is to be looked at later, the first one first: each mail for itself, so that no queue is walked for it. */
    private final NavigableSet<Reminder> later = new TreeSet<>();
    private Instant rests = Instant.MIN;
    private Instant stepped = Instant.MIN;
    private boolean busy;

    /** @param routes the route that a domain's mail takes now */
    public OfferDuty(MailQueue queue, Inbox inbox, InFlight inFlight, Supplier<Policy> policy,
            Function<Domain, Optional<Route>> routes) {
        this.queue = queue;
        this.inbox = inbox;
        this.inFlight = inFlight;
        this.policy = policy;
        this.routes = routes;
    }

    private record Offer(Envelope envelope, Route route) {}

    /** Of large mail that may not be sent before that time, or of an offer that was being sent. */
    private record Reminder(Instant at, EnvelopeId id) implements Comparable<Reminder> {
        @Override
        public int compareTo(Reminder other) {
            int byTime = at.compareTo(other.at);
            return byTime == 0 ? id.compareTo(other.id) : byTime;
        }
    }

    /** Who is told of a message by one mail. */
    private record Group(QueueId message, String site) {}

    /** Mail came in for a domain, or may take another route. */
    public void fed(DomainQueue domain, DomainQueue.Arrivals arrivals) {
        if (limit(domain.domain()).filter(most -> arrivals.largest() > most && domain.largestAtMost() > most)
                .isPresent())
            look(domain.domain(), arrivals.lowest());
    }

    private void look(Domain domain, Position from) {
        looks.merge(domain, from, (a, b) -> a.compareTo(b) <= 0 ? a : b);
    }

    private Optional<Long> limit(Domain domain) {
        return routes.apply(domain).flatMap(route -> route.terms().large())
                .filter(LargeMail.Offered.class::isInstance).map(LargeMail::most);
    }

    /** When there is something to do. */
    public Optional<Instant> wake() {
        if (busy) return Optional.empty();
        return looks.isEmpty() && queue.offers().pointless(1).isEmpty()
                ? later.stream().map(first -> first.at().isBefore(rests) ? rests : first.at()).findFirst()
                : Optional.of(rests);
    }

    public void step(Instant now) {
        if (now.isBefore(stepped)) clockWentBack(now);
        stepped = now;
        boolean rested = !rests.isAfter(now) || rests.isAfter(now.plus(LOOK_AGAIN));
        if (busy || !rested || takeBack(now)) return;
        List<Offer> found = new ArrayList<>();
        try {
            int left = AT_ONCE;
            for (; left > 0 && found.size() < IN_BATCH && isReminded(now); left--)
                lookAtFirst(found, now);
            while (left > 0 && found.size() < IN_BATCH && !looks.isEmpty())
                left = lookThroughFirst(left, found, now);
            if (!found.isEmpty()) commit(found, now);
        } catch (StoreException unreadable) {
            found.forEach(offer -> look(offer.envelope().destination(), place(offer.envelope())));
            rests = now.plus(FailurePolicy.storeRest());
        }
    }

    /** What was to be looked at again soon is, by whatever clock. */
    private void clockWentBack(Instant now) {
        List<Reminder> soon = later.stream().takeWhile(r -> !r.at().isAfter(stepped.plus(LOOK_AGAIN))).toList();
        soon.forEach(later::remove);
        soon.forEach(reminder -> later.add(new Reminder(now, reminder.id())));
    }

    private boolean isReminded(Instant now) {
        return !later.isEmpty() && !later.first().at().isAfter(now);
    }

    /** It is forgotten once it was looked at: what can't be read now is read again. */
    private void lookAtFirst(List<Offer> found, Instant now) {
        Reminder first = later.first();
        EnvelopeId id = first.id();
        if (!queue.offers().lookAgain(id.message()))
            queue.envelope(id).ifPresent(e -> routes.apply(e.destination()).ifPresent(r -> look(e, r, found, now)));
        later.remove(first);
    }

    /** @return whether there was an offer of mail that has gone, and not everybody had got it yet */
    private boolean takeBack(Instant now) {
        List<QueueId> seen = new ArrayList<>();
        List<Envelope> unsent = new ArrayList<>();
        try {
            for (QueueId offer : queue.offers().pointless(IN_BATCH)) {
                List<Envelope> left = queue.envelopes(offer);
                Optional<Envelope> sent = left.stream().filter(e -> inFlight.contains(e.id())).findFirst();
                sent.ifPresent(e -> putOff(e, now));
                if (sent.isPresent()) continue;
                seen.add(offer);
                unsent.addAll(left);
            }
        } catch (StoreException unreadable) {
            rests = now.plus(FailurePolicy.storeRest());
            return true;
        }
        if (unsent.isEmpty()) {
            queue.offers().forgetPointless(seen);
            return false;
        }
        QueueBatch batch = queue.change();
        unsent.forEach(e -> batch.remove(e)
                .tell(new StatusEvent.Withdrawn(now, e.id(), e.message().batch(),
                        e.recipients().stream().map(Recipient::address).toList(), "the mail that it offers has gone",
                        Optional.empty())));
        commit(batch.onDurable(() -> queue.offers().forgetPointless(seen)), unsent);
        return true;
    }

    /** It may get there, or come back to the queue. */
    private void putOff(Envelope offer, Instant now) {
        queue.offers().putOff(offer.message().id());
        later.add(new Reminder(now.plus(LOOK_AGAIN), offer.id()));
    }

    private int lookThroughFirst(int most, List<Offer> found, Instant now) {
        Domain domain = looks.keySet().iterator().next();
        Optional<Route> route = routes.apply(domain);
        Optional<Long> limit = limit(domain);
        OrderCursor walk = queue.walk(domain, looks.get(domain));
        int left = most - 1;
        while (limit.isPresent() && left > 0 && found.size() < IN_BATCH && walk.peek().isPresent()) {
            OrderEntry entry = walk.peek().get();
            walk.skip();
            left--;
            if (entry.size() > limit.get()) look(entry, route.get(), found, now);
        }
        Optional<OrderEntry> next = limit.flatMap(_ -> walk.peek());
        next.ifPresentOrElse(entry -> looks.put(domain, new Position(entry.priority(), entry.id())),
                () -> looks.remove(domain));
        return left;
    }

    /** What may not be sent before a time is not read before that. */
    private void look(OrderEntry entry, Route route, List<Offer> found, Instant now) {
        if (entry.waiting() == OrderEntry.Waiting.NOT_BEFORE && entry.due().isAfter(now)) {
            if (entry.isReasonToCall()) later.add(new Reminder(entry.due(), entry.id()));
        } else if (queue.offers().of(entry.id()).isEmpty()) {
            queue.envelope(entry.id()).ifPresent(e -> look(e, route, found, now));
        }
    }

    private void look(Envelope e, Route route, List<Offer> found, Instant now) {
        if (queue.offers().of(e.id()).isPresent() || !route.offers(e.message()) || !isToBeSent(e)) return;
        if (found.stream().anyMatch(offer -> offer.envelope().id().equals(e.id()))) return;
        Instant from = inFlight.contains(e.id()) ? now.plus(LOOK_AGAIN) : e.notBefore();
        if (from.isAfter(now)) later.add(new Reminder(from, e.id()));
        else found.add(new Offer(e, route));
    }

    private boolean isToBeSent(Envelope e) {
        return !queue.isHeld(e) && !e.waitsForStage() && !e.goesAlong() && !policy.get().returns(e);
    }

    private static Position place(Envelope e) {
        return new Position(e.priority(), e.id());
    }

    private void commit(List<Offer> found, Instant now) {
        QueueBatch batch = queue.change();
        Map<Group, List<Envelope>> groups = new LinkedHashMap<>();
        found.forEach(offer -> groups.computeIfAbsent(
                new Group(offer.envelope().message().id(), offer.route().site()), _ -> new ArrayList<>())
                .add(offer.envelope()));
        Map<QueueId, Optional<String>> subjects = new HashMap<>();
        groups.forEach((group, envelopes) -> {
            Optional<String> subject = subjects.computeIfAbsent(group.message(),
                    _ -> OfferText.subject(queue.body(envelopes.getFirst().message())));
            add(batch, group.site(), envelopes, subject, now);
        });
        commit(batch, found.stream().map(Offer::envelope).toList());
    }

    /** @param touched what nobody else may change meanwhile */
    private void commit(QueueBatch batch, List<Envelope> touched) {
        busy = true;
        touched.forEach(e -> inFlight.add(e.id()));
        batch.commit(failure -> inbox.post(then -> {
            busy = false;
            inFlight.letGo(touched.stream().map(Envelope::id).toList(), queue);
            if (failure.isPresent()) rests = then.plus(FailurePolicy.storeRest());
        }));
    }

    private void add(QueueBatch batch, String site, List<Envelope> envelopes, Optional<String> subject, Instant now) {
        Policy inForce = policy.get();
        Message about = envelopes.getFirst().message();
        List<Recipient> to = envelopes.stream().flatMap(e -> e.recipients().stream()).map(Recipient::address).distinct()
                .map(address -> Recipient.of(address).silent()).toList();
        QueueId id = queue.newId();
        String secret = queue.offers().secret(about.id(), site).orElseGet(queue.offers()::newSecret);
        OfferAddress ask = new OfferAddress(about.id(), secret, new Domain(inForce.server()));
        Instant until = envelopes.stream().map(inForce::end).max(Instant::compareTo).orElseThrow();
        byte[] text = OfferText.write(id, about, subject, to, ask, until, now);
        Submission submission = Submission.plain(Optional.empty(), to, Message.OFFER)
                .with(SubmissionOptions.NONE.withPriority(envelopes.getFirst().priority()))
                .withInternational(to.stream().anyMatch(r -> r.address().isInternational()))
                .expiring(Optional.of(until));
        Message message = Envelopes.message(submission, id, text.length, now);
        batch.bytes(id, text);
        List<Envelope> offers = Envelopes.divide(submission, message, inForce);
        offers.forEach(batch::add);
        batch.tell(new StatusEvent.Accepted(now, message, offers.stream().map(Envelope::destination).toList(),
                to.size(), new StatusEvent.Heading(Optional.empty(), Optional.of(OfferText.SUBJECT),
                        to.stream().map(Recipient::address).toList())));
        for (Envelope e : envelopes) {
            batch.offer(e, new OfferedMail(e.id(), Optional.of(e.destination()), site, secret, false, Optional.of(id),
                    about.size()));
            batch.tell(new StatusEvent.Handled(now, e.id(), e.message().batch(), "offered"));
        }
    }
}

package org.packetboat.engine.report;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.packetboat.engine.inbox.Inbox;
import org.packetboat.engine.link.Handover;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.queue.QueueBatch;
import org.packetboat.engine.queue.relay.NamedMail;
import org.packetboat.engine.queue.relay.RelayBook;
import org.packetboat.engine.queue.relay.RelayedMail;
import org.packetboat.engine.queue.relay.StatusLine;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.settle.FailurePolicy;
import org.packetboat.engine.status.StatusEvent;

/**
 * Draws the consequences of what other servers told of mail that was handed to them, once that mail has left the queue;
 * and writes down what is to be told to the server that a mail came from, once nothing of that mail is left here and
 * nothing more is awaited. Of one message one batch is under way at a time. What nobody told for {@link #PATIENCE}
 * stays relayed for good. Used by the node only.
 */
final class RelayedDuty {
    private static final Duration PATIENCE = Duration.ofDays(30);
    private static final Duration EVERY = Duration.ofHours(1);
    private static final int AT_ONCE = 200;
    private static final QueueId FIRST = new QueueId(0);
    private static final Reply ARRIVED = new Reply(250, "2.0.0", "delivered, says the server behind it");
    private static final Reply TAKEN = new Reply(250, "2.0.0", "taken in by the site, as its report tells");
    private static final Reply LOST = new Reply(554, "5.0.0", "The server that it was handed to could not deliver it");
    private static final Reply ON = new Reply(250, "2.0.0", "handed on to a server that tells no more");

    private final MailQueue queue;
    private final Inbox inbox;
    private final RelayBook relays;
    private final Function<Domain, Optional<Route>> routes;
    private final CarriedMail carriers;
    private final Set<QueueId> busy = new HashSet<>();
    private final Set<QueueId> again = new HashSet<>();
    private Optional<QueueId> heardFrom = Optional.of(FIRST);
    private Optional<QueueId> namedFrom = Optional.of(FIRST);
    private Optional<RelayedMail> swept = Optional.empty();
    private Instant next = Instant.EPOCH;
    private Instant retry = Instant.MAX;

    /**
     * @param routes   the route that a domain's mail takes now
     * @param carriers settles what a carrier has
     */
    RelayedDuty(MailQueue queue, Inbox inbox, Function<Domain, Optional<Route>> routes, CarriedMail carriers) {
        this.routes = routes;
        this.carriers = carriers;
        this.queue = queue;
        this.inbox = inbox;
        this.relays = queue.relays();
    }

    Instant wake() {
        boolean starting = heardFrom.isPresent() || namedFrom.isPresent();
        Instant first = next.isBefore(retry) ? next : retry;
        return starting ? Instant.EPOCH : first;
    }

    /** @param gone told of each message that changed */
    void step(Instant now, Consumer<QueueId> gone) {
        heardFrom = heardFrom.flatMap(from -> unfinished(true, from));
        namedFrom = namedFrom.flatMap(from -> unfinished(false, from));
        if (!retry.isAfter(now)) {
            retry = Instant.MAX;
            again.forEach(relays::look);
            again.clear();
        }
        for (QueueId message : relays.takeChanged()) {
            gone.accept(message);
            check(message, now);
        }
        if (!next.isAfter(now) || next.isAfter(now.plus(EVERY.multipliedBy(2)))) sweep(now);
    }

    /** What was written down before the start. */
    private Optional<QueueId> unfinished(boolean heard, QueueId from) {
        List<QueueId> found = relays.unfinished(heard, from, AT_ONCE);
        found.forEach(relays::look);
        return found.size() < AT_ONCE ? Optional.empty() : Optional.of(found.getLast());
    }

    private void check(QueueId message, Instant now) {
        if (busy.contains(message)) {
            again.add(message);
            return;
        }
        QueueBatch batch = queue.change();
        Map<EnvelopeId, Set<Address>> told = new TreeMap<>();
        relays.heard(message, (id, line) -> {
            Optional<Envelope> waiting = queue.envelope(id);
            waiting.filter(Envelope::isCarried).ifPresent(e -> arrived(e, line.recipient(), now));
            if (waiting.isPresent()) return; // its own commit comes first
            told.computeIfAbsent(id, _ -> new HashSet<>()).add(line.recipient());
            relays.relayed(id, line.recipient()).ifPresentOrElse(mail -> tell(batch, mail, line, now),
                    () -> batch.relay(changes -> relays.forgetHeard(changes, id, line.recipient())));
        });
        if (!told.isEmpty()) commit(batch, Set.of(message), () -> relays.look(message));
        else finish(batch, message, now);
    }

    /** Its carrier has arrived, and what its site tells of it came before the carrier's answer. */
    private void arrived(Envelope carried, Address recipient, Instant now) {
        Map<Address, Outcome> outcome = Map.of(recipient, new Outcome.Delivered(TAKEN, true, Handover.REPORTED));
        boolean begun = routes.apply(carried.destination()).filter(route -> carriers.settle(route, carried.id(),
                outcome, _ -> relays.look(carried.id().message()))).isPresent();
        if (begun) return;
        again.add(carried.id().message());
        retry = now.plus(FailurePolicy.storeRest());
    }

    private void tell(QueueBatch batch, RelayedMail mail, StatusLine line, Instant now) {
        batch.tellReported(event(mail, line, now)).relay(changes -> relays.settled(changes, mail));
    }

    private static StatusEvent.OfEnvelope event(RelayedMail mail, StatusLine line, Instant now) {
        return switch (line.kind()) {
            case DELIVERED -> new StatusEvent.Delivered(now, mail.id(), mail.batch(), mail.site(), mail.recipient(),
                    ARRIVED, age(mail, line, now));
            case FAILED -> new StatusEvent.Refused(now, mail.id(), mail.batch(), mail.site(), mail.recipient(),
                    line.reply().orElse(LOST));
            case RELAYED -> new StatusEvent.Relayed(now, mail.id(), mail.batch(), mail.site(), mail.recipient(), ON,
                    Duration.between(mail.arrived(), now), false);
        };
    }

    /** By the far side's clock, as far as that can be right: not before it was handed over, and not after now. */
    private static Duration age(RelayedMail mail, StatusLine line, Instant now) {
        Instant least = line.at().isBefore(mail.at()) ? mail.at() : line.at();
        return Duration.between(mail.arrived(), least.isAfter(now) ? now : least);
    }

    /** Nothing of it is left: its first server is told. */
    private void finish(QueueBatch batch, QueueId message, Instant now) {
        Optional<NamedMail> mail = relays.named(message).filter(_ -> isOver(message));
        if (mail.isEmpty()) return;
        Map<String, StatusLine> lost = new TreeMap<>();
        relays.lost(message).forEach(line -> lost.put(line.recipient().toString(), line));
        for (Address to : mail.get().recipients())
            batch.relay(changes -> StatusLine.server(mail.get().name()).ifPresent(server -> relays.report(changes,
                    server, queue.newId().number(), line(mail.get(), to, lost, now))));
        batch.relay(changes -> relays.forgetNamed(changes, message));
        commit(batch, Set.of(message), relays::reportWaits);
    }

    private boolean isOver(QueueId message) {
        return queue.readableEnvelopes(message).filter(List::isEmpty).isPresent() && queue.dead(message).isEmpty()
                && relays.relayed(message).isEmpty();
    }

    /** A name that was expanded has arrived here; one that stands for a single address has that one's fate. */
    private static StatusLine line(NamedMail mail, Address to, Map<String, StatusLine> lost, Instant now) {
        boolean only = mail.recipients().size() == 1;
        Optional<StatusLine> fate = Optional.ofNullable(lost.get(to.toString()))
                .or(() -> lost.values().stream().filter(_ -> only).findFirst());
        return fate.map(line -> new StatusLine(line.kind(), line.at(), mail.name(), to, line.reply()))
                .orElseGet(() -> new StatusLine(StatusLine.Kind.DELIVERED, now, mail.name(), to, Optional.empty()));
    }

    private boolean isForgotten(RelayedMail mail, Instant now) {
        return mail.at().plus(PATIENCE).isBefore(now) && !busy.contains(mail.id().message());
    }

    /** Of what was relayed long ago nothing will be told any more. */
    private void sweep(Instant now) {
        List<RelayedMail> some = relays.relayedAfter(swept, AT_ONCE);
        QueueBatch batch = queue.change();
        Set<QueueId> about = new HashSet<>();
        some.stream().filter(mail -> isForgotten(mail, now)).forEach(mail -> {
            about.add(mail.id().message());
            tell(batch, mail, new StatusLine(StatusLine.Kind.RELAYED, now, "-", mail.recipient(), Optional.empty()),
                    now);
        });
        swept = some.size() < AT_ONCE ? Optional.empty() : Optional.of(some.getLast());
        next = swept.isPresent() ? now : now.plus(EVERY);
        if (about.isEmpty()) return;
        commit(batch, about, () -> about.forEach(relays::look));
    }

    private void commit(QueueBatch batch, Set<QueueId> messages, Runnable then) {
        busy.addAll(messages);
        batch.commit(failure -> inbox.post(now -> {
            busy.removeAll(messages);
            if (failure.isPresent()) again.addAll(messages);
            else then.run();
            retry = again.isEmpty()
                    ? Instant.MAX
                    : now.plus(failure.map(_ -> FailurePolicy.storeRest())
                            .orElse(Duration.ZERO));
        }));
    }
}

package org.packetboat.engine.node;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import org.packetboat.engine.forward.Forwarder;
import org.packetboat.engine.forward.SessionStatus;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.TransferEnd;
import org.packetboat.engine.site.SiteStatus;

/**
 * When mail will be where it goes, as far as is known at an instant: what is on the line by the pace of its session so
 * far; what waits by the last forecast, which has the plan in it; else by the next time its site can be tried and the
 * rate of its line. Used by the node only.
 */
final class Expectation {
    private final Node node;
    private final MailQueue queue;
    private final Instant now;
    private final Map<EnvelopeId, SessionStatus> transfers;

    Expectation(Node node, MailQueue queue, Instant now) {
        this.node = node;
        this.queue = queue;
        this.now = now;
        this.transfers = node.forwarders().stream().map(Forwarder::sessions).flatMap(List::stream)
                .filter(v -> v.progress().isPresent())
                .collect(Collectors.toMap(v -> v.progress().orElseThrow().id(), Function.identity(), (a, _) -> a));
    }

    /** Of an envelope that waits or is being sent; empty if it is held, comes back before, or nobody can tell. */
    Optional<Instant> of(Envelope envelope) {
        return reckoned(envelope).filter(at -> isUnderWay(envelope, at) || !at.isAfter(node.policy().end(envelope)));
    }

    /** The same, whether or not it comes back before. */
    Optional<Instant> reckoned(Envelope envelope) {
        Optional<SessionStatus> transfer = Optional.ofNullable(transfers.get(envelope.id()));
        if (transfer.isPresent()) return end(transfer.get(), envelope);
        boolean offered = node.route(envelope.destination()).filter(r -> r.offers(envelope.message())).isPresent()
                && !queue.offers().isAskedFor(envelope.id());
        return offered || envelope.waitsForStage() || queue.isHeld(envelope)
                ? Optional.empty()
                : waiting(envelope);
    }

    /** What is on the line is not given up, as long as its window lasts. */
    private boolean isUnderWay(Envelope envelope, Instant until) {
        return transfers.containsKey(envelope.id()) && node.route(envelope.destination())
                .flatMap(route -> route.window().from(now)).filter(window -> until.isAfter(window.close())).isEmpty();
    }

    /** How many bytes of it are over the line. */
    long done(EnvelopeId id) {
        return Optional.ofNullable(transfers.get(id)).flatMap(SessionStatus::progress)
                .map(SessionStatus.Progress::done).orElse(0L);
    }

    /** What the window does not leave time for goes on in the next one, or begins anew there. */
    private Optional<Instant> end(SessionStatus session, Envelope envelope) {
        SessionStatus.Progress progress = session.progress().orElseThrow();
        long sent = session.bytes() + progress.done() - progress.resumed();
        if (sent <= 0) return Optional.empty();
        double millisPerByte = (double) Duration.between(session.began(), now).toMillis() / sent;
        LongFunction<Duration> takes = bytes -> Duration.ofMillis((long) (millisPerByte * bytes));
        Duration left = takes.apply(Math.max(0, progress.size() - progress.done()));
        return node.route(envelope.destination()).map(route -> new TransferEnd(route, takes))
                .map(transfer -> transfer.goingOn(now, left, progress.size()))
                .orElseGet(() -> Optional.of(now.plus(left)));
    }

    /** A forecast that has passed is none; of mail that has windows of its own there is none. */
    private Optional<Instant> waiting(Envelope envelope) {
        Domain domain = envelope.destination();
        boolean apart = node.route(domain).filter(r -> r.windowFor(envelope) != r.window()).isPresent();
        return node.arrival(domain).filter(_ -> !apart).filter(now::isBefore).or(() -> endAfterNextTry(envelope));
    }

    private Optional<Instant> endAfterNextTry(Envelope envelope) {
        Optional<SiteStatus> site = node.forwarder(envelope.destination()).status().site(envelope.destination(), now);
        Optional<Route> route = site.map(SiteStatus::route).map(r -> r.within(r.windowFor(envelope)));
        return site.flatMap(SiteStatus::next).flatMap(next -> new TransferEnd(route.get(),
                bytes -> node.transfer(route.get(), bytes)).begunAt(next, envelope.message().size()));
    }
}

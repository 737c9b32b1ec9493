package org.packetboat.engine.node;

import java.time.Instant;
import java.util.Optional;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.TooLarge;
import org.packetboat.engine.route.Window;

/** What is known now of mail that will not make it, or not as it should. Used by the node only. */
final class Outlook {
    private final Node node;
    private final MailQueue queue;
    private final Instant now;
    private final Expectation expectation;

    Outlook(Node node, MailQueue queue, Expectation expectation, Instant now) {
        this.node = node;
        this.queue = queue;
        this.expectation = expectation;
        this.now = now;
    }

    /** Why an envelope comes back to its sender rather than arrive, or goes another way; empty if all is well. */
    Optional<String> trouble(Envelope envelope) {
        Optional<String> stage = stage(envelope);
        if (stage.isPresent() || queue.isHeld(envelope)) return stage;
        if (queue.offers().waitsForRequest(envelope.id()) && node.status(envelope).offers(envelope))
            return Optional.of("is offered to its recipients, who have not asked for it yet; comes back at "
                    + node.policy().end(envelope));
        return noRoute(envelope).or(() -> TooLarge.said(envelope, node.policy(), now)).or(() -> late(envelope));
    }

    /** What it waits for, if that is its big send. */
    private Optional<String> stage(Envelope envelope) {
        return queue.ledger().staged().of(envelope.message().id())
                .filter(send -> send.isStopped() || send.isAhead(envelope.id()))
                .map(send -> (send.isAhead(envelope.id())
                        ? "waits for stage " + send.plan().stageOf(envelope.id()) + " of its big send"
                        : "waits with its big send") + ", now at " + send.said()
                        + send.course().due().filter(_ -> !send.isStopped())
                                .map(due -> ", next stage at " + queue.clock().toWall(due)).orElse(""));
    }

    private Optional<String> noRoute(Envelope envelope) {
        return node.policy().candidates(envelope.destination()).isEmpty()
                ? Optional.of("no route serves " + envelope.destination().name() + "; comes back at "
                        + node.policy().end(envelope))
                : Optional.empty();
    }

    private static Window window(Route route, Envelope envelope) {
        return route.windowFor(envelope);
    }

    private Optional<String> late(Envelope envelope) {
        Optional<Route> route = node.route(envelope.destination());
        Instant end = node.policy().end(envelope);
        Instant from = envelope.begins().isAfter(now) ? envelope.begins() : now;
        Optional<String> shut = route.flatMap(r -> window(r, envelope).from(from)).map(Interval::open)
                .filter(end::isBefore)
                .map(opens -> "comes back at " + end + ", before route " + route.get().site()
                        + ofIts(route.get(), envelope)
                        + " opens at " + opens);
        return shut.or(() -> expectation.reckoned(envelope).filter(end::isBefore)
                .map(at -> "comes back at " + end + ", and is expected to arrive at " + at));
    }

    /** Where it has windows of its own: what has them. */
    private static String ofIts(Route route, Envelope envelope) {
        if (route.terms().grades().of(envelope.priority()).isPresent()) return " for mail of its priority";
        return window(route, envelope) == route.window() ? "" : " for large mail";
    }
}

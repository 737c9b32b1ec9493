package org.packetboat.engine.node;

import java.time.Instant;
import java.util.Optional;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.queue.OrderCursor;
import org.packetboat.engine.queue.OrderEntry;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.Window;
import org.packetboat.engine.route.large.LargeMail;
import org.packetboat.engine.settle.InFlight;
import org.packetboat.engine.why.Cause;
import org.packetboat.engine.why.Why;

/** Tells why envelopes wait, at an instant. Used by the node only. */
final class WhyTelling {
    private final Node node;
    private final MailQueue queue;
    private final InFlight inFlight;
    private final Instant now;
    private final Expectation expectation;
    private final Outlook outlook;

    WhyTelling(Node node, MailQueue queue, InFlight inFlight, Instant now) {
        this.node = node;
        this.queue = queue;
        this.inFlight = inFlight;
        this.now = now;
        this.expectation = new Expectation(node, queue, now);
        this.outlook = new Outlook(node, queue, expectation, now);
    }

    Why of(Envelope e) {
        Cause cause = cause(e);
        Optional<Instant> goes = hasNoTime(cause) || e.goesAlong()
                ? Optional.empty()
                : node.status(e).outlook(e, now).map(o -> o.goes()).filter(now::isBefore);
        return new Why(e, node.route(e.destination()).map(r -> r.site() + " (window " + r.windowName() + ")"), cause,
                ahead(e), goes, expectation.of(e).filter(now::isBefore), node.policy().end(e),
                cause instanceof Cause.Offered ? Optional.empty() : outlook.trouble(e));
    }

    /** Somebody has to do something first, or it goes with something else. */
    private static boolean hasNoTime(Cause cause) {
        return cause instanceof Cause.Held || cause instanceof Cause.HeldByRule || cause instanceof Cause.Sending
                || cause instanceof Cause.NoRoute || cause instanceof Cause.ForItsStage
                || cause instanceof Cause.GoesAlong || cause instanceof Cause.Offered;
    }

    private Cause cause(Envelope e) {
        if (inFlight.contains(e.id())) return new Cause.Sending();
        if (e.held()) return new Cause.Held();
        if (queue.isHeld(e.destination()))
            return new Cause.HeldByRule(
                    queue.holds().contains(e.destination().name()) ? e.destination().name() : "ALL");
        Optional<Route> route = node.route(e.destination());
        if (e.isCarried() && e.due().isAfter(now)) return new Cause.Carried(e.due());
        if (route.isEmpty()) return new Cause.NoRoute();
        boolean shut = !node.policy().clock().is(now) && !route.get().window().equals(Window.ALWAYS);
        if (shut) return new Cause.WrongClock();
        if (route.get().offers(e.message()) && !queue.offers().isAskedFor(e.id()))
            return new Cause.Offered(route.get().terms().large().orElseThrow().most());
        Instant due = node.status(e).due(e, now);
        Optional<Cause> apart = large(e, route.get(), due).or(() -> grade(e, route.get(), due));
        if (apart.isPresent()) return apart.get();
        Optional<Cause> site = node.status(e).standing(e.destination(), now).map(Cause::of);
        if (!due.isAfter(now)) return site.orElse(new Cause.Now());
        Optional<Instant> longer = site.filter(Cause.Closed.class::isInstance).map(c -> ((Cause.Closed) c).opens())
                .filter(due::isBefore);
        if (longer.isPresent()) return site.get();
        return e.attempts() == 0 && e.notBefore().isAfter(now) ? asked(e, due) : new Cause.Retry(due);
    }

    /** What keeps large mail longer than anything else does. */
    private Optional<Cause> large(Envelope e, Route route, Instant due) {
        if (!(route.terms().large().orElse(null) instanceof LargeMail.InWindow own)) return Optional.empty();
        if (!own.isLarge(e.message().size())) return Optional.empty();
        Instant from = due.isAfter(now) ? due : now;
        Instant usual = route.window().from(from).map(Interval::open).orElse(Instant.MAX);
        return Optional.of(own.window().from(from).map(Interval::open)
                .<Cause>map(opens -> new Cause.ForLargeMail(opens, own.most(), own.name()))
                .orElseGet(Cause.NeverOpens::new))
                .filter(cause -> !(cause instanceof Cause.ForLargeMail(Instant opens, var _, var _))
                        || opens.isAfter(from) && opens.isAfter(usual));
    }

    /** What keeps mail of its priority longer than anything else does. */
    private Optional<Cause> grade(Envelope e, Route route, Instant due) {
        Instant from = due.isAfter(now) ? due : now;
        Instant usual = route.window().from(from).map(Interval::open).orElse(Instant.MAX);
        return route.terms().grades().of(e.priority()).flatMap(grade -> grade.window().from(from).map(Interval::open)
                .map(opens -> opens.isAfter(from) && opens.isAfter(usual)
                        ? Optional.<Cause>of(new Cause.ForItsGrade(opens, grade.below(), grade.name()))
                        : Optional.<Cause>empty())
                .orElseGet(() -> Optional.of(new Cause.NeverOpens())));
    }

    private static Cause asked(Envelope e, Instant due) {
        if (e.waitsForStage()) return new Cause.ForItsStage();
        return e.goesAlong() ? new Cause.GoesAlong() : new Cause.NotBefore(due);
    }

    /** How many are before it in its domain's queue. */
    private long ahead(Envelope e) {
        OrderCursor cursor = queue.walk(e.destination());
        for (int count = 0; count < Why.MOST_COUNTED; count++) {
            Optional<OrderEntry> entry = cursor.peek();
            if (entry.isEmpty() || entry.get().id().equals(e.id())) return count;
            cursor.skip();
        }
        return Why.MOST_COUNTED;
    }
}

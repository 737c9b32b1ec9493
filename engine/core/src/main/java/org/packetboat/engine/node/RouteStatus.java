package org.packetboat.engine.node;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.packetboat.engine.calls.CallCount;
import org.packetboat.engine.calls.DataUse;
import org.packetboat.engine.forward.RouteBacklog;
import org.packetboat.engine.load.PlannedMail;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.choice.RouteState;
import org.packetboat.engine.tariff.CallPrice;

/**
 * A route as people see it.
 *
 * @param opens  when its window opens next, or opened; empty if never again
 * @param closes when that window closes; empty if it never does
 * @param depth  envelopes waiting for it
 * @param calls  that were made to its site lately, over lines or where they are limited
 * @param price  of a call with all that waits, now or when the window opens next; empty if nobody has said
 * @param data   what is used of a month's data, of its number and its link; that of which least is left comes first
 */
public record RouteStatus(Route route, RouteState state, Optional<Instant> opens, Optional<Instant> closes, long depth,
        boolean inSession, Optional<Reply> lastReply, CallCount calls, Optional<CallPrice> price,
        List<DataUse> data) {
    static RouteStatus of(Node node, Route route, PlannedMail planned, Instant now) {
        Optional<Interval> window = route.window().from(now);
        RouteState state = node.condition(route).state(now);
        Instant next = window.map(Interval::open).filter(now::isBefore).orElse(now);
        RouteBacklog backlog = node.waiting().backlog(route, planned, next, now);
        return new RouteStatus(route, state, window.map(Interval::open).filter(RouteStatus::isDate),
                window.map(Interval::close).filter(RouteStatus::isDate), backlog.envelopes(), backlog.inSession(),
                backlog.lastReply(), backlog.calls(),
                window.flatMap(_ -> price(route, backlog, next)), backlog.data());
    }

    private static Optional<CallPrice> price(Route route, RouteBacklog backlog, Instant at) {
        return route.terms().tariff().map(tariff -> CallPrice.of(tariff, at, backlog.takes(), backlog.bytes()));
    }

    private static boolean isDate(Instant instant) {
        return !instant.equals(Instant.MIN) && !instant.equals(Instant.MAX);
    }
}

package org.packetboat.engine.load;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.packetboat.engine.calls.DataUse;
import org.packetboat.engine.forward.ForwarderStatus;
import org.packetboat.engine.forward.RouteBacklog;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.site.SiteLoad;
import org.packetboat.engine.stage.HeldBack;

/** What waits for routes: as a whole, for plans and their prices, and for the report of a window. For one thread. */
public final class WaitingMail {
    private final MailQueue queue;
    private final Function<Route, ForwarderStatus> status;
    private final Supplier<Map<Domain, HeldBack>> heldBack;
    private final BiFunction<Route, Long, Duration> transfer;

    /**
     * @param heldBack what stages hold back
     * @param transfer how long so many bytes take by a route
     */
    public WaitingMail(MailQueue queue, Function<Route, ForwarderStatus> status,
            Supplier<Map<Domain, HeldBack>> heldBack, BiFunction<Route, Long, Duration> transfer) {
        this.queue = queue;
        this.status = status;
        this.heldBack = heldBack;
        this.transfer = transfer;
    }

    /** For one look at several routes. */
    public PlannedMail planned() {
        return new PlannedMail(queue, heldBack.get());
    }

    /** What of this goes by itself. */
    public List<SiteLoad> planned(List<SiteLoad> waiting, Instant now) {
        return planned().loads(waiting, now);
    }

    /** What waits for a route; of it, what a call at that time takes along. */
    public RouteBacklog backlog(Route route, PlannedMail planned, Instant at, Instant now) {
        RouteBacklog all = status.apply(route).backlog(route, now);
        if (route.terms().tariff().isEmpty() || all.envelopes() == 0) return all;
        long bytes = planned.bytes(route, status.apply(route).waiting(route), at);
        Duration others = all.takes().minus(transfer.apply(route, all.bytes()));
        return all.carrying(bytes, others.plus(transfer.apply(route, bytes)));
    }

    /** What waits for a route that has closed, and could have gone in that opening. */
    public RouteBacklog left(Route route, Interval opening, Instant now) {
        RouteBacklog all = status.apply(route).backlog(route, now);
        if (!PlannedMail.isApart(route) || all.envelopes() == 0) return all;
        return all.of(new PlannedMail(queue, Map.of()).missed(route, status.apply(route).waiting(route), opening));
    }

    /** What is used of each month's data that these routes count to, by name. */
    public List<DataUse> data(List<Route> routes, Instant now) {
        Map<String, DataUse> uses = new TreeMap<>();
        routes.stream().filter(route -> route.terms().calls().isMetered())
                .flatMap(route -> status.apply(route).data(route, now).stream())
                .forEach(use -> uses.merge(use.of(), use, (a, b) -> a.left() <= b.left() ? a : b));
        return List.copyOf(uses.values());
    }

    /** Whether mail could have gone by a route in an opening of it. */
    public Predicate<Envelope> hadTime(Route route, Interval opening) {
        return e -> opening.meets(route.ownWindow(e.priority(), e.message().size()))
                && !(route.offers(e.message()) && queue.offers().waitsForRequest(e.id()));
    }
}

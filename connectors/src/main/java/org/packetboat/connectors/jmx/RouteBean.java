package org.packetboat.connectors.jmx;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.packetboat.connectors.jmx.row.SiteItem;
import org.packetboat.connectors.watch.SiteCounts;
import org.packetboat.engine.node.RouteStatus;
import org.packetboat.engine.route.choice.RouteState;

/** A route as it stands, and what happened with its site. */
record RouteBean(Supplier<Optional<RouteStatus>> status, Supplier<SiteCounts> counts) implements RouteMXBean {
    private <T> T now(Function<SiteItem, T> field, T none) {
        return status.get().map(s -> SiteItem.of(s, SiteCounts.NONE)).map(field).orElse(none);
    }

    @Override
    public String getState() {
        return now(SiteItem::state, "gone");
    }

    @Override
    public int getHops() {
        return now(SiteItem::hops, RouteState.UNAVAILABLE_HOPS);
    }

    @Override
    public String getOpens() {
        return now(SiteItem::opens, "");
    }

    @Override
    public long getOpensMillis() {
        return now(SiteItem::opensMillis, -1L);
    }

    @Override
    public String getCloses() {
        return now(SiteItem::closes, "");
    }

    @Override
    public long getClosesMillis() {
        return now(SiteItem::closesMillis, -1L);
    }

    @Override
    public long getDepth() {
        return now(SiteItem::depth, 0L);
    }

    @Override
    public boolean isInSession() {
        return now(SiteItem::inSession, false);
    }

    @Override
    public String getLastReply() {
        return now(SiteItem::lastReply, "");
    }

    @Override
    public long getMail() {
        return counts.get().carried().mail();
    }

    @Override
    public long getWire() {
        return counts.get().carried().wire();
    }

    @Override
    public double getRatio() {
        return counts.get().carried().ratio();
    }

    @Override
    public long getAttempts() {
        return counts.get().sent().attempts();
    }

    @Override
    public long getDelivered() {
        return counts.get().sent().delivered();
    }

    @Override
    public long getDeferred() {
        return counts.get().sent().deferred();
    }

    @Override
    public long getRefused() {
        return counts.get().sent().refused();
    }

    @Override
    public long getCallsOut() {
        return counts.get().calls().calling();
    }

    @Override
    public long getCallsIn() {
        return counts.get().calls().called();
    }

    @Override
    public long getUnreached() {
        return counts.get().calls().unreached();
    }

    @Override
    public long getCallSeconds() {
        return counts.get().calls().lasted().toSeconds();
    }

    @Override
    public long getWindowsClosed() {
        return counts.get().windows().closed();
    }

    @Override
    public long getWindowsMissed() {
        return counts.get().windows().missed();
    }
}

package org.packetboat.connectors.jmx;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.status.Watcher;

/** Counts what happened since the start: messages, recipients, for each link its sessions, and for each site what they
 * carried. */
public final class Tally implements Watcher {
    final LongAdder accepted = new LongAdder();
    final LongAdder delivered = new LongAdder();
    final LongAdder deferred = new LongAdder();
    final LongAdder refused = new LongAdder();
    final LongAdder expired = new LongAdder();
    private final Map<String, LinkTally> links = new ConcurrentHashMap<>();
    private final Map<String, SiteTotals> sites = new ConcurrentHashMap<>();

    @Override
    public void on(StatusEvent event) {
        switch (event) {
            case StatusEvent.Accepted _ -> accepted.increment();
            case StatusEvent.Delivered _ -> delivered.increment();
            case StatusEvent.Deferred _ -> deferred.increment();
            case StatusEvent.Refused _ -> refused.increment();
            case StatusEvent.Expired _ -> expired.increment();
            case StatusEvent.SessionOpened e -> link(e.link()).opened(e);
            case StatusEvent.SessionEnded e -> {
                link(e.link()).ended(e);
                sites.merge(route(e.site()), SiteTotals.NONE.and(e.figures()), (all, _) -> all.and(e.figures()));
            }
            // not counted
            case StatusEvent.Sending _, StatusEvent.Progress _, StatusEvent.Overdue _, StatusEvent.EventsLost _ -> {
            }
            case StatusEvent.Deleted _, StatusEvent.NoticeSent _, StatusEvent.Died _, StatusEvent.Trouble _ -> {
            }
            case StatusEvent.WindowOpened _, StatusEvent.WindowClosed _, StatusEvent.WindowMissed _ -> {
            }
            case StatusEvent.BatchMissed _, StatusEvent.Repeated _, StatusEvent.NameReused _ -> {
            }
        }
    }

    /** Sites of a route that finds its hosts in DNS count as one. */
    private static String route(String site) {
        return site.replaceFirst("/.*", "");
    }

    /** What was carried to and from a route's site. */
    SiteTotals site(String name) {
        return sites.getOrDefault(name, SiteTotals.NONE);
    }

    LinkTally link(String name) {
        return links.computeIfAbsent(name, _ -> new LinkTally());
    }
}

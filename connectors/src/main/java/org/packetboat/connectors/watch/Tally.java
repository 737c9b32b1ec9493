package org.packetboat.connectors.watch;

import java.util.Collections;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.UnaryOperator;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.status.Watcher;

/**
 * Counts what happened since the start: messages, recipients, for each link its sessions, and for each site what came
 * of its mail and what its sessions carried. May be used from any thread.
 */
public final class Tally implements Watcher {
    private final LongAdder accepted = new LongAdder();
    private final LongAdder acceptedBytes = new LongAdder();
    private final LongAdder delivered = new LongAdder();
    private final LongAdder relayed = new LongAdder();
    private final LongAdder deferred = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder expired = new LongAdder();
    private final LongAdder overdue = new LongAdder();
    private final LongAdder died = new LongAdder();
    private final LongAdder troubles = new LongAdder();
    private final LongAdder sessions = new LongAdder();
    private final Map<String, LinkTally> links = new ConcurrentHashMap<>();
    private final Map<String, SiteCounts> sites = new ConcurrentHashMap<>();

    @Override
    public void on(StatusEvent event) {
        switch (event) {
            case StatusEvent.Accepted e -> {
                accepted.increment();
                acceptedBytes.add(e.about().size());
            }
            case StatusEvent.Sending e -> count(e.site(), SiteCounts::attempted);
            case StatusEvent.Delivered e -> {
                delivered.increment();
                count(e.site(), SiteCounts::delivered);
            }
            case StatusEvent.Relayed _ -> relayed.increment();
            case StatusEvent.Deferred e -> {
                deferred.increment();
                count(e.site(), SiteCounts::deferred);
            }
            case StatusEvent.Refused e -> {
                refused.increment();
                count(e.site(), SiteCounts::refused);
            }
            case StatusEvent.Expired _ -> expired.increment();
            case StatusEvent.Overdue _ -> overdue.increment();
            case StatusEvent.Died _ -> died.increment();
            case StatusEvent.Trouble _ -> troubles.increment();
            case StatusEvent.SessionOpened e -> {
                sessions.increment();
                link(e.link()).opened(e);
            }
            case StatusEvent.SessionEnded e -> {
                sessions.decrement();
                link(e.link()).ended(e);
                count(e.site(), counts -> counts.ended(e));
            }
            case StatusEvent.WindowClosed e -> count(e.site(), SiteCounts::closed);
            case StatusEvent.WindowMissed e -> count(e.site(), SiteCounts::missed);
            // not counted
            case StatusEvent.Progress _, StatusEvent.EventsLost _, StatusEvent.WindowOpened _ -> {
            }
            case StatusEvent.Deleted _, StatusEvent.NoticeSent _, StatusEvent.BatchMissed _ -> {
            }
            case StatusEvent.Repeated _, StatusEvent.NameReused _, StatusEvent.Handled _ -> {
            }
            case StatusEvent.Withdrawn _, StatusEvent.BatchStage _ -> {
            }
        }
    }

    private void count(String site, UnaryOperator<SiteCounts> change) {
        sites.compute(route(site), (_, counts) -> change.apply(counts == null ? SiteCounts.NONE : counts));
    }

    /** Sites of a route that finds its hosts in DNS count as one. */
    private static String route(String site) {
        int slash = site.indexOf('/');
        return slash < 0 ? site : site.substring(0, slash);
    }

    /** What happened with a route's site. */
    public SiteCounts counts(String site) {
        return sites.getOrDefault(site, SiteCounts.NONE);
    }

    /** The same for all sites that anything has happened with, by name; as it is, not a copy. */
    public Map<String, SiteCounts> sites() {
        return Collections.unmodifiableMap(sites);
    }

    /** What was carried to and from a route's site. */
    public SiteTotals site(String name) {
        return counts(name).carried();
    }

    /** What a link has done. */
    public LinkTally link(String name) {
        return links.computeIfAbsent(name, _ -> new LinkTally());
    }

    /** All links that had a session, by name; as it is, not a copy. */
    public Map<String, LinkTally> links() {
        return Collections.unmodifiableMap(links);
    }

    /** Messages accepted. */
    public long accepted() {
        return accepted.sum();
    }

    /** Bytes of messages accepted. */
    public long acceptedBytes() {
        return acceptedBytes.sum();
    }

    /** Recipients delivered to. */
    public long delivered() {
        return delivered.sum();
    }

    /** Recipients whose mail was handed to another Packetboat, whatever it told of them since. */
    public long relayed() {
        return relayed.sum();
    }

    /** Recipients put off; one that is put off again counts again. */
    public long deferred() {
        return deferred.sum();
    }

    /** Recipients refused by the far side. */
    public long refused() {
        return refused.sum();
    }

    /** Recipients given up because time ran out. */
    public long expired() {
        return expired.sum();
    }

    /** Envelopes still waiting when the time came by which their senders wanted them delivered. */
    public long overdue() {
        return overdue.sum();
    }

    /** Notices that nobody wanted. */
    public long died() {
        return died.sum();
    }

    /** Things that the operator was told to look at. */
    public long troubles() {
        return troubles.sum();
    }

    /** Sessions that were begun and are not over. */
    public long sessionsUnderWay() {
        return Math.max(0, sessions.sum());
    }
}

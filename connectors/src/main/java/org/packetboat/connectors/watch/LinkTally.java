package org.packetboat.connectors.watch;

import java.util.List;
import java.util.stream.Stream;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.tariff.Money;

/** What one link has done since the start. May be used from any thread. */
public final class LinkTally {
    private String site = "";
    private String lastEnding = "";
    private String lastFigures = "";
    private long sessions;
    private long envelopes;
    private long bytes;
    private List<Money> cost = List.of();

    synchronized void opened(StatusEvent.SessionOpened event) {
        site = event.site();
        sessions++;
    }

    synchronized void ended(StatusEvent.SessionEnded event) {
        site = "";
        lastEnding = event.site() + " " + event.at() + ": " + event.how();
        lastFigures = event.figures().text(event.lasted());
        envelopes += event.envelopes();
        bytes += event.bytes();
        cost = Money.sums(Stream.concat(cost.stream(), event.charge().stream()));
    }

    /** The site it is in session with; empty if none. */
    public synchronized String site() {
        return site;
    }

    /** Sessions begun. */
    public synchronized long sessions() {
        return sessions;
    }

    /** Envelopes settled in sessions that are over. */
    public synchronized long envelopes() {
        return envelopes;
    }

    /** Bytes of their messages. */
    public synchronized long bytes() {
        return bytes;
    }

    /** What they cost by its tariff: a sum for each currency; none if it has no tariff. */
    public synchronized List<Money> cost() {
        return cost;
    }

    /** What the last session carried, for people; empty before the first. */
    public synchronized String lastFigures() {
        return lastFigures;
    }

    /** Site, time and reason of the last session's end; empty before the first. */
    public synchronized String lastEnding() {
        return lastEnding;
    }
}

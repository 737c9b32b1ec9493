package org.packetboat.connectors.jmx;

import org.packetboat.engine.status.StatusEvent;

/** What one link has done since the start. May be used from any thread. */
final class LinkTally implements LinkMXBean {
    private String site = "";
    private String lastEnding = "";
    private String lastFigures = "";
    private long sessions;
    private long envelopes;
    private long bytes;

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
    }

    @Override
    public synchronized String getSite() {
        return site;
    }

    @Override
    public synchronized long getSessions() {
        return sessions;
    }

    @Override
    public synchronized long getEnvelopes() {
        return envelopes;
    }

    @Override
    public synchronized long getBytes() {
        return bytes;
    }

    @Override
    public synchronized String getLastFigures() {
        return lastFigures;
    }

    @Override
    public synchronized String getLastEnding() {
        return lastEnding;
    }
}

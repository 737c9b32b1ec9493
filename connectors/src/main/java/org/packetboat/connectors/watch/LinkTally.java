package org.packetboat.connectors.watch;

import org.packetboat.engine.status.StatusEvent;

/** What one link has done since the start. May be used from any thread. */
public final class LinkTally {
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

    /** What the last session carried, for people; empty before the first. */
    public synchronized String lastFigures() {
        return lastFigures;
    }

    /** Site, time and reason of the last session's end; empty before the first. */
    public synchronized String lastEnding() {
        return lastEnding;
    }
}

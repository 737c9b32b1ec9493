package org.packetboat.protocols.smtp.server;

import java.time.Duration;
import java.time.Instant;

/**
 * How long a client is waited for. A command has to be whole within a limit, however its bytes dribble. The text of a
 * message only has to go on, since a slow line is no misconduct; of whom less is borne it has to go on at
 * {@value #LEAST_RATE} bytes a second.
 */
final class Patience {
    static final int LEAST_RATE = 20;

    private Instant since;
    private Instant last;
    private long bytes;
    private boolean text;

    Patience(Instant now) {
        since = now;
        last = now;
    }

    /** Something is whole, or it is the client's turn again: the limit begins anew. */
    void renew(Instant now) {
        since = now;
        last = now;
        text = false;
    }

    /** More of a message's text has come. */
    void text(int more, Instant now) {
        if (!text) beginText(now);
        bytes += more;
        last = now;
    }

    private void beginText(Instant now) {
        text = true;
        since = now;
        bytes = 0;
    }

    /** @param strict whether text has to keep the least rate */
    boolean isOver(Instant now, Duration limit, boolean strict) {
        // A clock that was set back would make it wait for years.
        if (now.isBefore(last)) renew(now);
        if (now.isBefore((text && !strict ? last : since).plus(limit))) return false;
        boolean over = !text || !strict || bytes * 1000 < LEAST_RATE * limit.toMillis();
        if (!over) beginText(now);
        return over;
    }
}

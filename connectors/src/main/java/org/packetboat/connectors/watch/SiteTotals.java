package org.packetboat.connectors.watch;

import org.packetboat.engine.link.SessionFigures;

/**
 * What sessions with one site have carried since the start, both ways together.
 *
 * @param mail bytes of messages
 * @param wire bytes on the line
 */
public record SiteTotals(long mail, long wire) {
    static final SiteTotals NONE = new SiteTotals(0, 0);

    SiteTotals and(SessionFigures figures) {
        return new SiteTotals(mail + figures.mailOut() + figures.mailIn(), wire + figures.wireOut() + figures.wireIn());
    }

    /** Bytes of mail for each byte on the line; more than 1 where compression saved something. 0 before any session. */
    public double ratio() {
        return wire == 0 ? 0 : Math.round(100.0 * mail / wire) / 100.0;
    }
}

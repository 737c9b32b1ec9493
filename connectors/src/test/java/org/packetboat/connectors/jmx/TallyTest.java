package org.packetboat.connectors.jmx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.link.SessionFigures;
import org.packetboat.engine.status.StatusEvent;

/** What is counted from events. */
class TallyTest {
    private final Tally tally = new Tally();

    private void session(String site, long mailOut, long mailIn, long wireOut, long wireIn) {
        SessionFigures figures = SessionFigures.NONE.withMail(mailOut, mailIn).withWire(wireOut, wireIn);
        tally.on(new StatusEvent.SessionEnded(Instant.EPOCH, site, "line1", Duration.ofMinutes(1), 1, mailOut,
                "finished", figures));
    }

    @Test
    void sumsWhatWasCarriedToAndFromASite() {
        session("denver", 80_000, 1_000, 20_000, 400);
        session("denver", 9_000, 0, 1_500, 100);
        session("boston", 5, 0, 5, 0);
        assertEquals(new SiteTotals(90_000, 22_000), tally.site("denver"));
        assertEquals(4.09, tally.site("denver").ratio());
    }

    @Test
    void countsTheDomainsOfARouteWithoutAHostAsOneSite() {
        session("internet/a.example", 10, 0, 20, 0);
        session("internet/b.example", 10, 0, 20, 0);
        assertEquals(new SiteTotals(20, 40), tally.site("internet"));
        assertEquals(SiteTotals.NONE, tally.site("denver"));
        assertEquals(0, tally.site("denver").ratio());
    }
}

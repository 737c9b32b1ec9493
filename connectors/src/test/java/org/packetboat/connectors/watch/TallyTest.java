package org.packetboat.connectors.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.link.SessionFigures;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Reply;
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

    private void outcome(StatusEvent event) {
        tally.on(event);
    }

    @Test
    void countsWhatCameOfMailForEachSite() {
        EnvelopeId id = new EnvelopeId(new QueueId(7), 0);
        Address bob = Address.parseLoosely("bob@a.example");
        Reply ok = new Reply(250, "2.0.0", "Ok");
        outcome(new StatusEvent.Sending(Instant.EPOCH, id, Optional.empty(), "denver", 1, 100));
        outcome(new StatusEvent.Deferred(Instant.EPOCH, id, Optional.empty(), "denver", bob, ok, Instant.EPOCH));
        outcome(new StatusEvent.Sending(Instant.EPOCH, id, Optional.empty(), "denver", 1, 100));
        outcome(new StatusEvent.Delivered(Instant.EPOCH, id, Optional.empty(), "denver", bob, ok, Duration.ZERO));
        outcome(new StatusEvent.Refused(Instant.EPOCH, id, Optional.empty(), "boston", bob, ok));
        assertEquals(new SiteCounts.Sent(2, 1, 1, 0), tally.counts("denver").sent());
        assertEquals(new SiteCounts.Sent(0, 0, 0, 1), tally.counts("boston").sent());
        assertEquals(1, tally.refused());
    }

    @Test
    void countsCallsWithTheirMinutesAndWindows() {
        session("denver", 1, 0, 1, 0);
        tally.on(new StatusEvent.SessionEnded(Instant.EPOCH, "denver", "line1", Duration.ofMinutes(2), 0, 0,
                "unreached: 450 4.4.1 Busy"));
        tally.on(new StatusEvent.SessionEnded(Instant.EPOCH, "denver", "line1", Duration.ofMinutes(3), 0, 0, "finished",
                SessionFigures.NONE.at(new SessionFigures.Place("ttyS0", "", true, 0))));
        tally.on(new StatusEvent.WindowClosed(Instant.EPOCH, "denver"));
        tally.on(new StatusEvent.WindowMissed(Instant.EPOCH, "denver", 3, Optional.empty()));
        assertEquals(new SiteCounts.Calls(2, 1, 1, Duration.ofMinutes(6)), tally.counts("denver").calls());
        assertEquals(new SiteCounts.Windows(1, 1), tally.counts("denver").windows());
    }
}

package org.packetboat.connectors.watch;

import java.time.Duration;
import org.packetboat.engine.settle.Endings;
import org.packetboat.engine.status.StatusEvent;

/**
 * What happened with one site since the start.
 *
 * @param sent    what came of mail for it
 * @param calls   sessions with it
 * @param windows its windows that came to an end
 * @param carried by those sessions
 */
public record SiteCounts(Sent sent, Calls calls, Windows windows, SiteTotals carried) {
    /** Nothing has happened. */
    public static final SiteCounts NONE = new SiteCounts(new Sent(0, 0, 0, 0), new Calls(0, 0, 0, Duration.ZERO),
            new Windows(0, 0), SiteTotals.NONE);

    /**
     * What came of mail.
     *
     * @param attempts  envelopes handed to a session
     * @param delivered recipients
     * @param deferred  recipients; one that is deferred again counts again
     * @param refused   recipients
     */
    public record Sent(long attempts, long delivered, long deferred, long refused) {}

    /**
     * Sessions that are over.
     *
     * @param calling   those that we began
     * @param called    those that the far side began
     * @param unreached of those that we began, how many reached nobody
     * @param lasted    all of them together
     */
    public record Calls(long calling, long called, long unreached, Duration lasted) {
        Calls and(StatusEvent.SessionEnded event) {
            boolean isOurs = !event.figures().place().called();
            boolean failed = event.how().startsWith(Endings.UNREACHED);
            return new Calls(calling + (isOurs ? 1 : 0), called + (isOurs ? 0 : 1), unreached + (failed ? 1 : 0),
                    lasted.plus(event.lasted()));
        }
    }

    /**
     * Windows that closed.
     *
     * @param closed all of them
     * @param missed those that closed while mail was waiting
     */
    public record Windows(long closed, long missed) {}

    /** Of two sites together. */
    public SiteCounts and(SiteCounts o) {
        return new SiteCounts(
                new Sent(sent.attempts + o.sent.attempts, sent.delivered + o.sent.delivered,
                        sent.deferred + o.sent.deferred, sent.refused + o.sent.refused),
                new Calls(calls.calling + o.calls.calling, calls.called + o.calls.called,
                        calls.unreached + o.calls.unreached, calls.lasted.plus(o.calls.lasted)),
                new Windows(windows.closed + o.windows.closed, windows.missed + o.windows.missed),
                new SiteTotals(carried.mail() + o.carried.mail(), carried.wire() + o.carried.wire()));
    }

    SiteCounts attempted() {
        return with(new Sent(sent.attempts + 1, sent.delivered, sent.deferred, sent.refused));
    }

    SiteCounts delivered() {
        return with(new Sent(sent.attempts, sent.delivered + 1, sent.deferred, sent.refused));
    }

    SiteCounts deferred() {
        return with(new Sent(sent.attempts, sent.delivered, sent.deferred + 1, sent.refused));
    }

    SiteCounts refused() {
        return with(new Sent(sent.attempts, sent.delivered, sent.deferred, sent.refused + 1));
    }

    private SiteCounts with(Sent changed) {
        return new SiteCounts(changed, calls, windows, carried);
    }

    SiteCounts ended(StatusEvent.SessionEnded event) {
        return new SiteCounts(sent, calls.and(event), windows, carried.and(event.figures()));
    }

    SiteCounts closed() {
        return new SiteCounts(sent, calls, new Windows(windows.closed + 1, windows.missed), carried);
    }

    SiteCounts missed() {
        return new SiteCounts(sent, calls, new Windows(windows.closed, windows.missed + 1), carried);
    }
}

package org.packetboat.connectors.jmx.row;

import java.util.Locale;
import org.packetboat.connectors.watch.SiteCounts;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.node.RouteStatus;
import org.packetboat.engine.route.choice.RouteState;

/**
 * A route's site, with what happened since the start.
 *
 * @param opensMillis  {@code opens} in milliseconds since 1970-01-01T00:00:00Z, -1 for none
 * @param closesMillis {@code closes} in the same way
 * @param attempts     envelopes handed to a session
 * @param delivered    recipients; those deferred and refused, too
 * @param callsOut     sessions that we began, and are over
 * @param callsIn      sessions that the far side began
 * @param unreached    calls that reached nobody
 * @param callSeconds  how long all of them lasted
 * @param mailBytes    of messages, both ways
 * @param wireBytes    on the line, both ways
 * @param windows      that closed
 * @param missed       of these, while mail was waiting
 * @param callsLastHour calls that we made in the last hour, over lines or where they are limited, also before a restart
 * @param callsLastDay  the same in the last 24 hours
 * @param callSecondsLastDay how long those lasted that reached it
 */
public record SiteItem(String site, String link, String window, String state, int hops, String opens, long opensMillis,
        String closes, long closesMillis, long depth, boolean inSession, String lastReply, long attempts,
        long delivered, long deferred, long refused, long callsOut, long callsIn, long unreached, long callSeconds,
        long mailBytes, long wireBytes, long windows, long missed,
        long callsLastHour, long callsLastDay, long callSecondsLastDay) {
    /** A route as it is now. */
    public static SiteItem of(RouteStatus s, SiteCounts c) {
        return new SiteItem(s.route().site(), s.route().link(), s.route().windowName(), state(s.state()),
                s.state().hops(), Times.text(s.opens()), Times.millis(s.opens()), Times.text(s.closes()),
                Times.millis(s.closes()), s.depth(), s.inSession(), s.lastReply().map(Reply::toString).orElse(""),
                c.sent().attempts(), c.sent().delivered(), c.sent().deferred(), c.sent().refused(),
                c.calls().calling(), c.calls().called(), c.calls().unreached(), c.calls().lasted().toSeconds(),
                c.carried().mail(), c.carried().wire(), c.windows().closed(), c.windows().missed(),
                s.calls().lastHour(),
                s.calls().lastDay(), s.calls().lasted().toSeconds());
    }

    private static String state(RouteState state) {
        return state.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }
}

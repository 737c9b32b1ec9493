package org.packetboat.app.cli.live;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.packetboat.connectors.jmx.BatchRow;
import org.packetboat.connectors.jmx.DeadLineRow;
import org.packetboat.connectors.jmx.RouteRow;
import org.packetboat.connectors.jmx.ServerMXBean;
import org.packetboat.connectors.jmx.ServerMXBean.DomainPage;
import org.packetboat.connectors.jmx.SessionRow;

/**
 * A server at one moment, as far as a screen has room for it.
 *
 * @param at       when it was asked
 * @param counts   since its start
 * @param problems what is wrong, for people
 * @param domains  the first of those with mail
 */
public record ServerNow(Instant at, String name, String started, Counts counts, List<String> problems,
        List<String> holds, List<SessionRow> sessions, List<RouteRow> routes, List<BatchRow> bigSends,
        List<DeadLineRow> deadLines, DomainPage domains) {
    private static final int MOST_DOMAINS = 500;

    /** What is counted. @param depth envelopes waiting @param bytes of their messages; the others since the start */
    public record Counts(long depth, long bytes, long accepted, long delivered, long deferred, long refused,
            long expired) {
        static Counts of(ServerMXBean s) {
            return new Counts(s.getDepth(), s.getBytes(), s.getAccepted(), s.getDelivered(), s.getDeferred(),
                    s.getRefused(), s.getExpired());
        }
    }

    /** Asks a server. */
    public static ServerNow of(ServerMXBean s) {
        return new ServerNow(Instant.now(), s.getName(), s.getStarted(), Counts.of(s), s.getScheduleProblems(),
                s.getHolds(), s.listSessions(), s.listRoutes(), s.listBatches(), s.listDeadLines(),
                s.listSomeDomains(Map.of(), "", MOST_DOMAINS));
    }
}

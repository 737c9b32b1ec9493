package org.packetboat.app.web.board;

import java.time.Instant;
import java.util.List;
import org.packetboat.connectors.jmx.SessionRow;
import org.packetboat.connectors.jmx.row.DomainItem;
import org.packetboat.connectors.jmx.row.SiteItem;

/**
 * What waited and who was called at an instant; all that a page shows of it comes from one of these.
 *
 * @param at   when it was begun; {@link Instant#MIN} if the node has not answered yet
 * @param late whether the node did not answer in time, so that this is older than it should be
 */
public record BoardSnapshot(Instant at, boolean late, List<SiteItem> sites, List<DomainItem> domains,
        List<SessionRow> sessions) {
    /** Before anything is known. */
    public static final BoardSnapshot NONE = new BoardSnapshot(Instant.MIN, true, List.of(), List.of(), List.of());

    public BoardSnapshot {
        sites = List.copyOf(sites);
        domains = List.copyOf(domains);
        sessions = List.copyOf(sessions);
    }
}

package org.packetboat.app.cli.night;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.packetboat.connectors.jmx.DomainRow;
import org.packetboat.connectors.jmx.ServerMXBean;

/** What waits in a running server, by site. */
final class Backlog {
    private Backlog() {}

    /** What waits for domains that no route serves, in words; such mail can't be planned. */
    static List<String> unrouted(ServerMXBean server) {
        return server.listDomains().stream().filter(row -> row.site().isEmpty() && row.depth() > 0)
                .map(row -> "domain " + row.domain() + ": " + row.depth()
                        + " waiting, which no route serves; add a route "
                        + "for it to a schedule file, or delete the mail")
                .toList();
    }

    /** Bytes waiting for each site; domains that no route serves are left out. */
    static Map<String, Long> bytesBySite(ServerMXBean server) {
        return server.listDomains().stream().filter(row -> !row.site().isEmpty() && row.bytes() > 0)
                .collect(Collectors.groupingBy(DomainRow::site, Collectors.summingLong(DomainRow::bytes)));
    }
}

package org.packetboat.app.cli;

import java.util.Map;
import java.util.stream.Collectors;
import org.packetboat.connectors.jmx.DomainRow;
import org.packetboat.connectors.jmx.ServerMXBean;

/** What waits in a running server, by site. */
final class Backlog {
    private Backlog() {}

    /** Bytes waiting for each site; domains that no route serves are left out. */
    static Map<String, Long> bytesBySite(ServerMXBean server) {
        return server.listDomains().stream().filter(row -> !row.site().isEmpty() && row.bytes() > 0)
                .collect(Collectors.groupingBy(DomainRow::site, Collectors.summingLong(DomainRow::bytes)));
    }
}

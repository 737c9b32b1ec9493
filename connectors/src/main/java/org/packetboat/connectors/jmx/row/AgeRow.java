package org.packetboat.connectors.jmx.row;

import java.util.List;
import org.packetboat.engine.find.AgeTable.Group;

/**
 * How many envelopes of a domain, site or sender's domain have waited how long.
 *
 * @param total  all of them
 * @param counts by age, as the columns were asked for; the last one counts what is older than all of them
 */
public record AgeRow(String name, long total, List<Long> counts) {
    /** A group as it was counted. */
    public static AgeRow of(Group group) {
        return new AgeRow(group.name(), group.total(), group.counts());
    }
}

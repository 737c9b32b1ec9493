package org.packetboat.connectors.jmx.row;

import java.util.List;
import org.packetboat.engine.find.AgeTable;
import org.packetboat.engine.find.AgeTable.Group;

/**
 * How long mail has waited.
 *
 * @param all    all of it
 * @param rows   the groups with the most envelopes, these first
 * @param others in how many further groups the rest is; those that were too many to be told apart count as one
 */
public record AgeRows(AgeRow all, List<AgeRow> rows, long others) {
    /** A table as it was counted. */
    public static AgeRows of(AgeTable table) {
        return new AgeRows(AgeRow.of(new Group("", table.counts())), table.groups().stream().map(AgeRow::of).toList(),
                table.others());
    }
}

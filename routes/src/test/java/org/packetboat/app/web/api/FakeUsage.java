package org.packetboat.app.web.api;

import java.util.List;
import org.packetboat.connectors.jmx.usage.UsageMXBean;
import org.packetboat.connectors.jmx.usage.UsageRow;

/** Says what it was asked for. */
final class FakeUsage implements UsageMXBean {
    @Override
    public List<UsageRow> list(String from, String to, String by) {
        throw new IllegalArgumentException("by: found more rows than fit into a list");
    }

    /** One row a page. */
    @Override
    public Page page(String from, String to, String by, String after) {
        if (by.equals("moon")) throw new IllegalArgumentException("by: found \"moon\"");
        return after.isEmpty()
                ? new Page(List.of(
                        new UsageRow(from, to, by, "north", "", 1, 2, 3, 4, 5, 6, 7, 8.5, 9, "12.40", "EUR")), "north")
                : new Page(List.of(new UsageRow(from, to, by, "south", "", 1, 2, 3, 4, 5, 6, 7, 8.5, 9, "", "")), "");
    }

    @Override
    public String getProblem() {
        return "";
    }
}

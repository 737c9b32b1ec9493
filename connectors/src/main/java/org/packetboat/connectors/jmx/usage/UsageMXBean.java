package org.packetboat.connectors.jmx.usage;

import java.util.List;
import org.packetboat.connectors.jmx.described.Described;
import org.packetboat.connectors.jmx.described.Reads;

/** Usage records ({@code org.packetboat:type=Usage}); where they are configured. */
@Described("How much was sent by whom, and where to, day by day; there where usage is recorded.")
public interface UsageMXBean {
    /** Some of the rows. @param next to be given as {@code after} for the next ones; empty if there are none */
    record Page(List<UsageRow> rows, String next) {}

    /**
     * @param from 2026-12-01; empty for the first that is kept
     * @param to   the last day, as well; empty for the last
     * @param by   day, sender, login, site and batch, those that are wanted, divided by commas; empty for one sum
     * @throws IllegalArgumentException if that can't be read, or is more than 50,000 rows
     */
    @Described("Usage from a day to a day, by day, sender, login, site or batch, divided by commas.")
    @Reads(text = true)
    List<UsageRow> list(String from, String to, String by);

    /**
     * The same, 10,000 rows at a time, by day, sender, login, site and batch in this order.
     *
     * @param after {@link Page#next} of the page before; empty for the first
     * @throws IllegalArgumentException if that can't be read
     */
    @Described("The same, 10,000 rows at a time: after is next of the page before, empty for the first.")
    @Reads(text = true)
    Page page(String from, String to, String by, String after);

    @Described("Why usage is not counted now; empty if it is.")
    String getProblem();
}

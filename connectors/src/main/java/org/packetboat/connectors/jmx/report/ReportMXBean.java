package org.packetboat.connectors.jmx.report;

import java.util.List;
import org.packetboat.connectors.jmx.described.Described;
import org.packetboat.connectors.jmx.described.Reads;

/** What nights came to ({@code org.packetboat:type=Report}); where calls are remembered, by http: or report:. */
@Described("What nights came to; there where calls are remembered, by http: or report:.")
public interface ReportMXBean {
    @Described("The nights of which reports are kept, the latest first: dates of their evenings.")
    @Reads
    List<String> listNights();

    /**
     * A report as JSON; docs/report.md describes its fields.
     *
     * @param night a date like {@code 2026-11-29}, {@code now} for tonight so far; empty for the last that is over
     * @return empty if nothing is known of it
     * @throws IllegalArgumentException with a sentence for people if it is no date
     */
    @Described("A report as JSON: of the night of a date like 2026-11-29, or now; empty for the last that is over.")
    @Reads
    String report(String night);
}

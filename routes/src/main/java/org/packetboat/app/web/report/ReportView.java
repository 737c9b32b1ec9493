package org.packetboat.app.web.report;

import java.util.List;
import org.packetboat.connectors.jmx.report.ReportMXBean;

/** Reports for consoles and the command line. */
public record ReportView(NightReports reports) implements ReportMXBean {
    @Override
    public List<String> listNights() {
        return reports.nights();
    }

    @Override
    public String report(String night) {
        return reports.report(night).map(ReportJson::text).orElse("");
    }
}

package org.packetboat.app.web.api;

import java.util.List;
import org.packetboat.app.web.report.NightReports;
import org.packetboat.connectors.http.WebAnswer;
import org.packetboat.connectors.http.WebRequest;

/** What nights came to. */
record ReportPages(NightReports reports) {
    private static final String LAST = "last";
    private static final int NOT_FOUND = 404;

    /** Dates of evenings, the latest first. */
    record Nights(List<String> nights) {}

    WebAnswer nights(WebRequest request) {
        return JsonAnswers.ok(new Nights(reports.nights()));
    }

    WebAnswer report(WebRequest request) {
        String night = request.inPath().get("night");
        return reports.report(night.equals(LAST) ? "" : night).map(JsonAnswers::ok)
                .orElseGet(() -> JsonAnswers.wrong(NOT_FOUND, "Nothing is known of that night."));
    }
}

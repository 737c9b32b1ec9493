package org.packetboat.app.web.report;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.packetboat.schedules.plan.print.GanttPng;
import org.packetboat.schedules.plan.print.Words;

/**
 * A report as HTML for mail readers: tables, colours beside words, no script, nothing fetched from elsewhere; the
 * picture is a part of the mail. All that comes from elsewhere is written as text.
 */
final class ReportHtml {
    private static final int MOST_NAMED = 200;
    private static final String CELL = "<td style=\"padding:4px 12px 4px 0;vertical-align:top\">";
    private static final String HEAD = "<th align=\"left\" style=\"padding:4px 12px 4px 0;color:#5f6c7b;"
            + "font-weight:normal\">";

    private final MorningReport report;
    private final Words words;
    private final StringBuilder html = new StringBuilder();

    private ReportHtml(MorningReport report) {
        this.report = report;
        words = new Words(ZoneId.of(report.zone()));
    }

    /** @param picture of which this says how large it is shown @param source where it is */
    static String of(MorningReport report, GanttPng.Picture picture, String source) {
        return new ReportHtml(report).write(picture, source);
    }

    private String write(GanttPng.Picture picture, String source) {
        html.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>")
                .append(escaped(ReportText.subject(report)))
                .append("</title></head>\n<body style=\"font-family:sans-serif;"
                        + "font-size:14px;line-height:1.45;color:#1f2933;max-width:1120px\">\n");
        html.append("<h1 style=\"font-size:20px;margin:0 0 4px;color:").append(report.well() ? "#1b6e47" : "#c62828")
                .append("\">").append(report.well() ? "✓ " : "✕ ").append(escaped(report.headline()))
                .append("</h1>\n<p style=\"margin:0 0 12px;color:#5f6c7b\">").append(escaped(report.server() + ", "
                        + ReportText.night(report) + "; from " + time(report.from()) + " to " + time(report.to()) + " ("
                        + report.zone() + ")"))
                .append("</p>\n");
        if (!report.late().isEmpty()) paragraph("This report is late: " + report.late() + ".");
        missed();
        if (!report.caughtUp().isEmpty())
            paragraph("Missed a window, but had everything later: " + String.join(", ", report.caughtUp()));
        report.returned().forEach(back -> paragraph("Came back: mail for "
                + Words.count(back.recipients(), "recipient") + " at " + back.domain() + ": " + back.why()));
        html.append("<p><img src=\"").append(source).append("\" width=\"").append(picture.width())
                .append("\" height=\"").append(picture.height())
                .append("\" style=\"max-width:100%;height:auto\" alt=\"")
                .append(escaped("The night as a chart. " + report.headline())).append("\"></p>\n");
        list("Big sends", report.sends().stream().map(ReportText::send).toList());
        list("What the night took", List.of(ReportText.costs(report.cost())));
        links();
        list("Data of the month", ReportText.data(report));
        list("Problems now", report.problems());
        return html.append("</body></html>\n").toString();
    }

    private void missed() {
        if (report.missed().isEmpty()) return;
        html.append("<table style=\"border-collapse:collapse\">\n<tr>");
        List.of("Site", "Waits", "Why", "Next").forEach(head -> html.append(HEAD).append(head).append("</th>"));
        html.append("</tr>\n");
        report.missed().stream().limit(MOST_NAMED).forEach(missed -> row(List.of(missed.site(),
                ReportText.waits(missed), missed.why() + (missed.advice().isEmpty() ? "" : " → " + missed.advice()),
                ReportText.next(missed, words))));
        html.append("</table>\n");
        if (report.missed().size() > MOST_NAMED)
            paragraph("and " + Words.count(report.missed().size() - MOST_NAMED, "more site"));
    }

    private void links() {
        if (report.cost().links().size() < 2) return;
        html.append("<table style=\"border-collapse:collapse\">\n<tr>");
        List.of("Link", "Calls", "In vain", "On the line", "Bytes", "Cost")
                .forEach(head -> html.append(HEAD).append(head).append("</th>"));
        html.append("</tr>\n");
        report.cost().links().forEach(link -> row(List.of(link.link(), Integer.toString(link.calls()),
                Integer.toString(link.failed()), Words.length(Duration.ofSeconds(link.seconds())),
                ReportText.size(link.wire()), ReportText.charges(link.charges()))));
        html.append("</table>\n");
    }

    private void row(List<String> cells) {
        html.append("<tr style=\"border-top:1px solid #d5dae1\">");
        cells.forEach(cell -> html.append(CELL).append(escaped(cell)).append("</td>"));
        html.append("</tr>\n");
    }

    private void list(String title, List<String> lines) {
        if (lines.isEmpty()) return;
        html.append("<h2 style=\"font-size:15px;margin:16px 0 4px\">").append(title).append("</h2>\n");
        lines.forEach(this::paragraph);
    }

    private void paragraph(String text) {
        html.append("<p style=\"margin:0 0 6px\">").append(escaped(text)).append("</p>\n");
    }

    private String time(String at) {
        return words.time(Instant.parse(at));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}

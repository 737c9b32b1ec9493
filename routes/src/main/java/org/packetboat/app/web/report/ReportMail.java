package org.packetboat.app.web.report;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;
import java.nio.charset.StandardCharsets;
import org.packetboat.connectors.mime.MailWithPicture;
import org.packetboat.schedules.plan.print.GanttPng;

/** A report as mail: text, and HTML with the night as a picture in it. The same report is the same mail each time. */
final class ReportMail {
    private ReportMail() {}

    /** @param to the operator's mailbox @param number tells it from another of the same date, made by a wrong clock */
    static byte[] of(MorningReport report, String to, int number) {
        GanttPng.Picture picture = ReportChart.picture(report);
        return MailWithPicture.write(MailWithPicture.Head.of("Packetboat", "MAILER-DAEMON@" + report.server(), to,
                ReportText.subject(report), Instant.parse(report.made()), id(report, to, number)),
                String.join("\n", lines(report)) + "\n",
                source -> ReportHtml.of(report, picture, source), picture.file(), "night-" + report.night() + ".png");
    }

    private static List<String> lines(MorningReport report) {
        return ReportText.lines(report);
    }

    private static String id(MorningReport report, String to, int number) {
        CRC32 sum = new CRC32();
        sum.update(to.getBytes(StandardCharsets.UTF_8));
        return "<report." + report.night() + "." + Instant.parse(report.from()).getEpochSecond() + "."
                + (number == 0 ? "" : number + ".") + HexFormat.of().toHexDigits((int) sum.getValue()) + "@"
                + report.server() + ">";
    }
}

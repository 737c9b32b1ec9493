package org.packetboat.app.web.report;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.packetboat.schedules.plan.print.Words;

/** A report in words: the whole in a line, then who has not everything, why, when next, and what the night took. */
public final class ReportText {
    private static final DateTimeFormatter EVENING = DateTimeFormatter.ofPattern("EEE d MMM", Locale.ENGLISH);
    private static final DateTimeFormatter MORNING = DateTimeFormatter.ofPattern("EEE d MMM yyyy", Locale.ENGLISH);
    private static final DateTimeFormatter DAY_AND_HOUR = DateTimeFormatter.ofPattern("EEE d MMM HH:mm",
            Locale.ENGLISH);
    private static final int MOST_NAMED = 200;
    private static final int MOST_IN_A_LINE = 20;
    private static final int MANY = 10_000;
    private static final int KILO = 1000;

    private final MorningReport report;
    private final Words words;

    private ReportText(MorningReport report) {
        this.report = report;
        words = new Words(ZoneId.of(report.zone()));
    }

    /** The lines of a report. */
    public static List<String> lines(MorningReport report) {
        return new ReportText(report).lines();
    }

    /** Which night: {@code night of Sun 29 Nov to Mon 30 Nov 2026}. */
    static String night(MorningReport report) {
        LocalDate evening = LocalDate.parse(report.night());
        return "night of " + EVENING.format(evening) + " to " + MORNING.format(evening.plusDays(1));
    }

    static String subject(MorningReport report) {
        return report.server() + ", " + EVENING.format(LocalDate.parse(report.night())) + ": " + report.headline();
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>(List.of(report.headline(), ""));
        lines.add(report.server() + ", " + night(report) + "; from " + time(report.from()) + " to "
                + time(report.to()) + " (" + report.zone() + ").");
        if (!report.late().isEmpty()) lines.add("This report is late: " + report.late() + ".");
        report.missed().stream().limit(MOST_NAMED).forEach(missed -> missed(lines, missed));
        if (report.missed().size() > MOST_NAMED)
            lines.addAll(List.of("", "and " + Words.count(report.missed().size() - MOST_NAMED, "more site")));
        if (!report.caughtUp().isEmpty())
            lines.addAll(List.of("", "Missed a window, but had everything later: "
                    + String.join(", ", report.caughtUp())));
        report.returned().forEach(back -> lines.addAll(List.of("", "Came back: mail for "
                + Words.count(back.recipients(), "recipient") + " at " + back.domain() + ": " + back.why())));
        section(lines, "Big sends", report.sends().stream().map(ReportText::send).toList());
        section(lines, "What the night took", costs());
        section(lines, "Data of the month", data(report));
        section(lines, "Problems now", report.problems());
        return lines;
    }

    private static void section(List<String> lines, String title, List<String> of) {
        if (of.isEmpty()) return;
        lines.addAll(List.of("", title + ":"));
        of.forEach(line -> lines.add("  " + line));
    }

    private void missed(List<String> lines, MorningReport.Missed missed) {
        lines.addAll(List.of("", missed.site() + ": " + waits(missed)));
        lines.add("  why: " + missed.why());
        if (!missed.advice().isEmpty()) lines.add("  do:  " + missed.advice());
        lines.add("  next: " + next(missed));
    }

    static String waits(MorningReport.Missed missed) {
        String what = missed.mails() == 0
                ? "nothing waits now"
                : Words.count(missed.mails(), "mail") + " (" + size(missed.bytes()) + ")";
        return missed.sends().isEmpty() ? what : what + ", of " + String.join(", ", missed.sends());
    }

    private String next(MorningReport.Missed missed) {
        return next(missed, words);
    }

    static String next(MorningReport.Missed missed, Words words) {
        String opens = missed.next().isEmpty()
                ? "its window never opens again"
                : "window " + words.time(
                        Instant.parse(missed.next()));
        return missed.planned().isEmpty() ? opens : opens + ", planned " + words.time(Instant.parse(missed.planned()));
    }

    static String send(MorningReport.Send send) {
        return send.name() + ": " + send.delivered() + " of " + Words.count(send.sites(), "site")
                + some(send.late(), "late") + some(send.failed(), "failed") + some(send.waiting(), "waiting")
                + (send.stage().isEmpty() ? "" : ", " + send.stage());
    }

    private static String some(long number, String what) {
        return number == 0 ? "" : ", " + number + " " + what;
    }

    private List<String> costs() {
        MorningReport.Cost cost = report.cost();
        List<String> lines = new ArrayList<>(List.of(costs(cost)));
        if (cost.links().size() > 1)
            cost.links().forEach(link -> lines.add(link.link() + ": "
                    + Words.count(link.calls(), "call") + (link.failed() == 0 ? "" : ", " + link.failed() + " in vain")
                    + ", " + Words.length(Duration.ofSeconds(link.seconds())) + ", " + size(link.wire())
                    + (link.charges().isEmpty() ? "" : ", " + charges(link.charges()))));
        return lines;
    }

    static String costs(MorningReport.Cost cost) {
        return Words.count(cost.calls(), "call") + (cost.failed() == 0 ? "" : ", " + cost.failed() + " in vain") + "; "
                + Words.length(Duration.ofSeconds(cost.seconds())) + " on the line; " + size(cost.wire())
                + " on the line for " + size(cost.mail()) + " of mail"
                + (cost.answered() == 0 ? "" : "; " + Words.count(cost.answered(), "call") + " answered")
                + (cost.charges().isEmpty() ? "" : "; cost " + charges(cost.charges()));
    }

    /** A line for each link, number or site whose months include so much. */
    static List<String> data(MorningReport report) {
        return report.data().stream().map(data -> data.of() + ": " + data.words() + ", until "
                + DAY_AND_HOUR.format(Instant.parse(data.until()).atZone(ZoneId.of(report.zone())))
                + (data.isUsedUp() ? usedUp(data) : "")).toList();
    }

    private static String usedUp(MorningReport.Data data) {
        if (data.pays()) return "; what goes beyond costs what the tariff says";
        List<String> waiting = data.waiting();
        String more = waiting.size() > MOST_IN_A_LINE ? " and " + (waiting.size() - MOST_IN_A_LINE) + " more" : "";
        return "; used up, so there is no call before that" + (waiting.isEmpty()
                ? ""
                : "; who waits for it: "
                        + waiting.stream().limit(MOST_IN_A_LINE).collect(Collectors.joining(", ")) + more);
    }

    /** Like {@code 12.40 EUR}, or {@code 12.40 EUR and 3.00 USD}; empty if there are none. */
    static String charges(List<MorningReport.Charge> charges) {
        return charges.stream().map(charge -> charge.money().toString()).collect(Collectors.joining(" and "));
    }

    /** Like {@code 512 bytes}, {@code 84 KB} or {@code 12 MB}, in thousands. */
    static String size(long bytes) {
        if (bytes < KILO) return Words.count(bytes, "byte");
        long kilobytes = bytes / KILO;
        return kilobytes < MANY ? kilobytes + " KB" : kilobytes / KILO + " MB";
    }

    private String time(String at) {
        return words.time(Instant.parse(at));
    }
}

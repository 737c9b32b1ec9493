package org.packetboat.app.web.report;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.packetboat.app.web.board.Bar;
import org.packetboat.app.web.board.Timeline;
import org.packetboat.engine.route.Interval;
import org.packetboat.schedules.plan.print.Chart;
import org.packetboat.schedules.plan.print.GanttPng;
import org.packetboat.schedules.plan.question.OpenTimes;

/** The night of a report as a picture: a row for each server, planned and real calls, windows that were missed. */
public final class ReportChart {
    private static final Duration LEAST = Duration.ofSeconds(1);
    private static final String FINISHED = "finished";

    private ReportChart() {}

    /** As a PNG file. */
    public static GanttPng.Picture picture(MorningReport report) {
        return new GanttPng(ZoneId.of(report.zone())).draw(of(report.calls()),
                report.server() + ", " + ReportText.night(report));
    }

    static Chart of(Timeline night) {
        List<Interval> open = OpenTimes.of(night.windows().stream()
                .flatMap(window -> interval(window.open(), window.close()).stream()).toArray(Interval[]::new))
                .intervals();
        List<Chart.Row> rows = new ArrayList<>();
        for (Timeline.Row row : night.rows())
            rows.add(new Chart.Row(row.name(), open, bars(night.calls(), row.name()), bars(night.plan(), row.name())));
        List<Chart.Bar> missed = bars(night.calls(), "");
        if (!missed.isEmpty()) rows.add(new Chart.Row("windows missed", open, missed));
        return new Chart(new Interval(Instant.parse(night.from()), Instant.parse(night.to())), rows).tonight();
    }

    private static List<Chart.Bar> bars(List<Bar> all, String row) {
        return all.stream().filter(bar -> bar.row().equals(row)).flatMap(bar -> bar(bar).stream()).toList();
    }

    private static Optional<Chart.Bar> bar(Bar bar) {
        Instant begin = Instant.parse(bar.begin());
        Instant end = bar.end().isEmpty() ? begin : Instant.parse(bar.end());
        Interval interval = new Interval(begin, end.isBefore(begin.plus(LEAST)) ? begin.plus(LEAST) : end);
        return Optional.of(new Chart.Bar(bar.count() > 1 ? bar.site() + " +" + (bar.count() - 1) : bar.site(),
                interval, kind(bar.state()), bar.how().equals(FINISHED) ? "" : bar.how()));
    }

    private static Chart.Kind kind(String state) {
        return switch (state) {
            case "failed" -> Chart.Kind.FAILED;
            case "missed" -> Chart.Kind.MISSED;
            case "running" -> Chart.Kind.RUNNING;
            default -> Chart.Kind.DONE;
        };
    }

    private static Optional<Interval> interval(String open, String close) {
        Instant from = Instant.parse(open);
        Instant to = Instant.parse(close);
        return from.isBefore(to) ? Optional.of(new Interval(from, to)) : Optional.empty();
    }
}

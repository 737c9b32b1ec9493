package org.packetboat.schedules.plan.print;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.packetboat.engine.route.Interval;

/**
 * How a chart is laid out, whatever it is drawn with: a heading with the time zone and what the colours mean, the
 * hours, then a row for each line. In a row windows are shaded, calls are bars, a call in vain is red with a cross, a
 * missed window a red diamond, and what was planned is a thin bar below. A name that has no room in its bar stands
 * below it like a flag; of names that have no room there, either, those of what went wrong go first.
 */
final class ChartDrawing {
    private static final int WIDTH = 1120;
    private static final int MARGIN = 16;
    private static final int TITLE_AT = 24;
    private static final int ZONE_AT = 44;
    private static final int HOURS_AT = 66;
    private static final int TOP = 74;
    private static final int NARROWEST_NAMES = 70;
    private static final int WIDEST_NAMES = 170;
    private static final int MOST_ROWS = 60;

    private final Chart chart;
    private final String title;
    private final Words words;
    private final Letters letters = Letters.of(Pen.Type.SMALL);
    private final double left;
    private final double plot;
    private final List<ChartRow> rows = new ArrayList<>();
    private final int leftOut;

    /** Times are told in this zone. */
    ChartDrawing(Chart whole, String title, ZoneId zone) {
        this.title = title;
        words = new Words(zone);
        List<Chart.Row> shown = shown(whole.rows());
        leftOut = whole.rows().size() - shown.size();
        chart = new Chart(whole.range(), shown);
        double names = shown.stream().mapToDouble(row -> letters.width(row.name())).max().orElse(0);
        left = MARGIN + Math.clamp(names, NARROWEST_NAMES, WIDEST_NAMES) + MARGIN / 2.0;
        plot = WIDTH - MARGIN - left;
        double y = TOP;
        for (Chart.Row row : shown) {
            ChartRow drawn = new ChartRow(row, y, this::x, WIDTH - MARGIN, words);
            rows.add(drawn);
            y += drawn.height();
        }
    }

    /** Of very many lines, those with most to tell, in their order. */
    private static List<Chart.Row> shown(List<Chart.Row> all) {
        if (all.size() <= MOST_ROWS) return all;
        Set<Chart.Row> most = Set.copyOf(all.stream().sorted(Comparator.comparingLong(ChartDrawing::telling).reversed())
                .limit(MOST_ROWS).toList());
        return all.stream().filter(most::contains).limit(MOST_ROWS).toList();
    }

    private static long telling(Chart.Row row) {
        long wrong = row.bars().stream().filter(bar -> bar.kind().isWrong()).count();
        return wrong * WIDTH + row.bars().size() + row.planned().size();
    }

    double width() {
        return WIDTH;
    }

    double height() {
        double end = rows.isEmpty() ? TOP : rows.getLast().bottom();
        return end + MARGIN + (leftOut > 0 ? MARGIN : 0);
    }

    /** Draws all of it; may be called again. */
    void on(Pen pen) {
        pen.text(MARGIN, TITLE_AT, Letters.of(Pen.Type.TITLE).fitting(title, WIDTH - 2 * MARGIN), Pen.Type.TITLE,
                Ink.TEXT);
        pen.text(MARGIN, ZONE_AT, zone(), Pen.Type.SMALL, Ink.MUTED);
        new ChartKey(pen, WIDTH - MARGIN, ZONE_AT).show(kinds(), rows.stream().anyMatch(ChartRow::hasPlan),
                chart.rows().stream().anyMatch(row -> !row.open().isEmpty()));
        for (ChartRow row : rows) {
            row.shade(pen);
            pen.text(MARGIN, row.nameAt(), letters.fitting(row.name(), left - MARGIN - MARGIN / 2.0), Pen.Type.SMALL,
                    Ink.TEXT);
        }
        hours(pen);
        rows.forEach(row -> row.calls(pen));
        if (leftOut > 0)
            pen.text(MARGIN, height() - MARGIN / 2.0, "and " + Words.count(leftOut, "more line")
                    + ", of which there is less to tell", Pen.Type.SMALL, Ink.MUTED);
    }

    private Set<Chart.Kind> kinds() {
        Set<Chart.Kind> kinds = EnumSet.noneOf(Chart.Kind.class);
        chart.rows().forEach(row -> row.bars().forEach(bar -> kinds.add(bar.kind())));
        return kinds;
    }

    private String zone() {
        return "Times: " + words.offsets(chart.range()) + ", " + words.time(chart.range().open()) + " to "
                + words.time(chart.range().close());
    }

    private void hours(Pen pen) {
        double bottom = rows.isEmpty() ? TOP : rows.getLast().bottom();
        double free = 0;
        for (Instant at : ChartHours.of(chart.range(), words.zone())) {
            double x = x(at);
            pen.box(x, HOURS_AT + 4, 0.5, bottom - HOURS_AT - 4, Ink.RULE);
            String text = free == 0 ? words.time(at) : words.hour(at);
            double begin = Math.clamp(x - letters.width(text) / 2, left, WIDTH - MARGIN - letters.width(text));
            if (begin < free) continue;
            pen.text(begin, HOURS_AT, text, Pen.Type.SMALL, Ink.MUTED);
            free = begin + letters.width(text) + MARGIN / 2.0;
        }
    }

    private double x(Instant at) {
        Interval range = chart.range();
        double share = (double) Duration.between(range.open(), at).toMillis()
                / Math.max(1, Duration.between(range.open(), range.close()).toMillis());
        return left + plot * Math.clamp(share, 0, 1);
    }
}

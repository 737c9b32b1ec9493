package org.packetboat.schedules.plan.print;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.packetboat.engine.route.Interval;
import org.packetboat.schedules.plan.answer.PlanAnswer;
import org.packetboat.schedules.plan.question.PlanQuestion;

/**
 * A Gantt chart as SVG 1.1: a row for each line, grey where windows are open (darker where several are), bars for calls
 * in two blues that take turns, red if they come too late; each bar tells its site and times when pointed at. Stands
 * alone: no script, no font, no reference.
 */
public final class GanttSvg {
    private static final int LEFT = 120;
    private static final int TOP = 48;
    private static final int ROW = 26;
    private static final int BAR = 18;
    private static final int PLOT = 1000;
    private static final int MARGIN = 16;
    private static final int RIGHT = 48;
    private static final int LETTER = 6;
    private static final String[] BLUES = {"#3f74ab", "#6a9bd0"};
    private static final String RED = "#d62728";
    private static final int MOST_TICKS = 16;
    private static final List<Duration> STEPS = List.of(Duration.ofMinutes(5), Duration.ofMinutes(15),
            Duration.ofMinutes(30), Duration.ofHours(1), Duration.ofHours(2), Duration.ofHours(6),
            Duration.ofHours(12), Duration.ofDays(1));

    private final Words words;

    /** Times are told in this zone. */
    public GanttSvg(ZoneId zone) {
        this.words = new Words(zone);
    }

    /** The whole document, to be written in UTF-8. */
    public String draw(PlanQuestion question, PlanAnswer answer, String title) {
        return draw(Chart.of(question, answer), title);
    }

    /** The same for any chart. */
    public String draw(Chart chart, String title) {
        int height = TOP + ROW * chart.rows().size();
        StringBuilder svg = new StringBuilder();
        svg.append(text("""
                <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" font-family="sans-serif" font-size="12">
                <rect width="100%%" height="100%%" fill="white"/>
                <text x="%d" y="20" font-size="15" font-weight="bold">%s</text>
                """, LEFT + PLOT + RIGHT, height + MARGIN, MARGIN, escaped(title)));
        for (int i = 0; i < chart.rows().size(); i++)
            row(svg, chart, chart.rows().get(i), TOP + ROW * i);
        ticks(svg, chart, height);
        return svg.append("</svg>\n").toString();
    }

    private void row(StringBuilder svg, Chart chart, Chart.Row row, int y) {
        svg.append(text("<text x=\"%d\" y=\"%d\">%s</text>\n", MARGIN, y + BAR - LETTER + 2, escaped(row.name())));
        for (Interval open : row.open())
            svg.append(box(chart, open, y, BAR, "#000")).append(" fill-opacity=\"0.1\" stroke=\"#999\""
                    + " stroke-width=\"0.5\"/>\n");
        for (int i = 0; i < row.bars().size(); i++)
            bar(svg, chart, row.bars().get(i), BLUES[i % BLUES.length], y);
    }

    private void bar(StringBuilder svg, Chart chart, Chart.Bar bar, String blue, int y) {
        svg.append(box(chart, bar.interval(), y + 1, BAR - 2, bar.late() ? RED : blue))
                .append(text("><title>%s, %s to %s%s</title></rect>\n", escaped(bar.site()),
                        words.time(bar.interval().open()), words.time(bar.interval().close()),
                        bar.late() ? ", too late" : ""));
        double room = x(chart, bar.interval().close()) - x(chart, bar.interval().open());
        if (room > LETTER * (bar.site().length() + 1))
            svg.append(text("<text x=\"%.1f\" y=\"%d\" fill=\"white\" font-size=\"10\">%s</text>\n",
                    x(chart, bar.interval().open()) + LETTER / 2.0, y + BAR - LETTER + 1, escaped(bar.site())));
    }

    private static String box(Chart chart, Interval interval, int y, int height, String fill) {
        double from = x(chart, interval.open());
        return text("<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"", from, y,
                Math.max(1, x(chart, interval.close()) - from), height, fill);
    }

    private static double x(Chart chart, Instant at) {
        return LEFT + chart.x(at, PLOT);
    }

    private void ticks(StringBuilder svg, Chart chart, int height) {
        Duration step = step(chart.range());
        ZonedDateTime tick = chart.range().open().atZone(words.zone()).truncatedTo(ChronoUnit.DAYS);
        for (; !tick.toInstant().isAfter(chart.range().close()); tick = tick.plus(step)) {
            if (tick.toInstant().isBefore(chart.range().open())) continue;
            double x = x(chart, tick.toInstant());
            svg.append(
                    text("<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"#888\" stroke-width=\"0.5\"/>\n",
                            x, TOP - LETTER, x, height));
            svg.append(text("<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>\n", x, TOP - LETTER * 2,
                    words.time(tick.toInstant())));
        }
    }

    private static Duration step(Interval range) {
        return STEPS.stream().filter(step -> range.left(range.open()).dividedBy(step) < MOST_TICKS).findFirst()
                .orElse(STEPS.getLast());
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}

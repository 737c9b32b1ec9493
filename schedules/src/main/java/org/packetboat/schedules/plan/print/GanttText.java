package org.packetboat.schedules.plan.print;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.packetboat.engine.route.Interval;
import org.packetboat.schedules.plan.PlanAnswer;
import org.packetboat.schedules.plan.PlanQuestion;

/**
 * A Gantt chart for a terminal: a row for each line, dots while its windows are open, bars for calls in two shades that
 * take turns, with the site's name where there is room, and exclamation marks (in red, if wanted) for what is late.
 */
public final class GanttText {
    private static final char OPEN = '·';
    private static final char[] SHADES = {'█', '▓'};
    private static final char LATE = '!';
    private static final String RED = "\u001b[31m";
    private static final String PLAIN = "\u001b[0m";
    private static final int NARROWEST = 10;

    private final Words words;
    private final int width;
    private final boolean colours;

    /**
     * @param zone    in which times are told
     * @param width   of the bars, in characters, at least 10
     * @param colours whether the terminal shows them
     */
    public GanttText(ZoneId zone, int width, boolean colours) {
        this.words = new Words(zone);
        this.width = Math.max(NARROWEST, width);
        this.colours = colours;
    }

    /** The lines of the chart, the scale first. */
    public List<String> lines(PlanQuestion question, PlanAnswer answer) {
        Chart chart = Chart.of(question, answer);
        int names = chart.rows().stream().mapToInt(row -> row.name().length()).max().orElse(0) + 1;
        List<String> lines = new ArrayList<>();
        String from = words.time(chart.range().open());
        String to = words.time(chart.range().close());
        lines.add(" ".repeat(names) + from + " ".repeat(Math.max(1, width - from.length() - to.length())) + to);
        for (Chart.Row row : chart.rows())
            lines.add(row.name() + " ".repeat(names - row.name().length()) + coloured(bars(chart, row)));
        return lines;
    }

    private String bars(Chart chart, Chart.Row row) {
        char[] cells = new char[width];
        Arrays.fill(cells, ' ');
        row.open().forEach(interval -> fill(cells, chart, interval, OPEN));
        int shade = 0;
        for (Chart.Bar bar : row.bars()) {
            fill(cells, chart, bar.interval(), bar.late() ? LATE : SHADES[shade++ % SHADES.length]);
            write(cells, chart, bar);
        }
        return new String(cells).stripTrailing();
    }

    private int cell(Chart chart, Instant at) {
        return (int) Math.round(chart.x(at, width));
    }

    /** Even the shortest bar takes a cell. */
    private void fill(char[] cells, Chart chart, Interval interval, char with) {
        int from = Math.min(width - 1, cell(chart, interval.open()));
        Arrays.fill(cells, from, Math.max(from + 1, Math.min(width, cell(chart, interval.close()))), with);
    }

    private void write(char[] cells, Chart chart, Chart.Bar bar) {
        int from = cell(chart, bar.interval().open());
        int room = cell(chart, bar.interval().close()) - from - 2;
        if (bar.site().length() <= room) bar.site().getChars(0, bar.site().length(), cells, from + 1);
    }

    private String coloured(String bars) {
        int late = bars.indexOf(LATE);
        return colours && late >= 0 ? bars.substring(0, late) + RED + bars.substring(late) + PLAIN : bars;
    }
}

package org.packetboat.schedules.plan.print;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.packetboat.engine.route.Interval;
import org.packetboat.schedules.plan.answer.PlanAnswer;
import org.packetboat.schedules.plan.question.PlanQuestion;

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
        return lines(Chart.of(question, answer));
    }

    /** The same for any chart. */
    public List<String> lines(Chart chart) {
        String zone = words.zoneName();
        int names = Math.max(zone.length(),
                chart.rows().stream().mapToInt(row -> row.name().length()).max().orElse(0)) + 1;
        List<String> lines = new ArrayList<>();
        String from = words.time(chart.range().open());
        String to = words.time(chart.range().close());
        lines.add(zone + " ".repeat(names - zone.length()) + from
                + " ".repeat(Math.max(1, width - from.length() - to.length())) + to);
        for (Chart.Row row : chart.rows())
            lines.add(row.name() + " ".repeat(names - row.name().length()) + bars(chart, row));
        return lines;
    }

    private String bars(Chart chart, Chart.Row row) {
        char[] cells = new char[width];
        boolean[] late = new boolean[width];
        Arrays.fill(cells, ' ');
        row.open().forEach(interval -> Arrays.fill(cells, from(chart, interval), to(chart, interval), OPEN));
        int shade = 0;
        for (Chart.Bar bar : row.bars()) {
            char fill = bar.kind().isWrong() ? LATE : SHADES[shade++ % SHADES.length];
            Arrays.fill(cells, from(chart, bar.interval()), to(chart, bar.interval()), fill);
            Arrays.fill(late, from(chart, bar.interval()), to(chart, bar.interval()), bar.kind().isWrong());
            write(cells, chart, bar);
        }
        String bars = new String(cells).stripTrailing();
        return colours ? coloured(bars, late) : bars;
    }

    private int cell(Chart chart, Instant at) {
        return (int) Math.round(chart.x(at, width));
    }

    private int from(Chart chart, Interval interval) {
        return Math.min(width - 1, cell(chart, interval.open()));
    }

    /** Even the shortest bar takes a cell. */
    private int to(Chart chart, Interval interval) {
        return Math.max(from(chart, interval) + 1, Math.min(width, cell(chart, interval.close())));
    }

    private void write(char[] cells, Chart chart, Chart.Bar bar) {
        int from = cell(chart, bar.interval().open());
        int room = cell(chart, bar.interval().close()) - from - 2;
        if (bar.site().length() <= room) bar.site().getChars(0, bar.site().length(), cells, from + 1);
    }

    private static String coloured(String bars, boolean[] late) {
        StringBuilder coloured = new StringBuilder();
        for (int i = 0; i < bars.length(); i++) {
            boolean before = i > 0 && late[i - 1];
            if (late[i] != before) coloured.append(late[i] ? RED : PLAIN);
            coloured.append(bars.charAt(i));
        }
        return !bars.isEmpty() && late[bars.length() - 1] ? coloured + PLAIN : coloured.toString();
    }
}

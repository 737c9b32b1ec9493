package org.packetboat.app.cli.night;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Supplier;
import org.packetboat.schedules.plan.print.Chart;
import org.packetboat.schedules.plan.print.GanttSvg;
import org.packetboat.schedules.plan.print.GanttText;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;

/** Whether a night is wanted as a chart, and how. */
final class ChartOptions {
    private static final int WIDTH = 100;

    @Option(names = "--gantt", description = "Print the night as a chart.")
    private boolean gantt;

    @Option(names = "--svg", paramLabel = "FILE", description = "Write the night as a chart into an SVG file.")
    private Optional<Path> svg = Optional.empty();

    @Option(names = "--tonight",
            description = "Show in these charts only the windows in which something is called, so that the night fills "
                    + "their width.")
    private boolean tonight;

    /** Draws what is wanted, if anything is. @param made makes the chart; it may take long */
    void draw(PrintWriter out, ZoneId zone, String title, Supplier<Chart> made) {
        if (!gantt && svg.isEmpty()) return;
        Chart whole = made.get();
        Chart chart = tonight ? whole.tonight() : whole;
        if (gantt) new GanttText(zone, WIDTH, Ansi.AUTO.enabled()).lines(chart).forEach(out::println);
        svg.ifPresent(file -> Charts.write(file, new GanttSvg(zone).draw(chart, title)));
    }
}

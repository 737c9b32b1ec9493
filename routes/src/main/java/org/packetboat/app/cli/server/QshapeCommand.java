package org.packetboat.app.cli.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.packetboat.app.cli.shell.ExitCodes;
import org.packetboat.app.cli.shell.Listing;
import org.packetboat.app.cli.shell.MailFilters;
import org.packetboat.app.cli.shell.Quantity;
import org.packetboat.connectors.jmx.ServerMXBean;
import org.packetboat.connectors.jmx.row.AgeRow;
import org.packetboat.connectors.jmx.row.AgeRows;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How long mail has waited. */
@Command(name = "qshape",
        mixinStandardHelpOptions = true,
        description = "Counts the mail of each domain by how long it has waited, as Postfix' qshape does. A column "
                + "counts what is younger than its heading and in no column before it; the last one what is older.",
        footer = {"", "Exit code 1: no mail waits that is meant.", "", "Examples:", "  packetboat qshape",
                "  packetboat qshape --by site --ages 1h,6h,1d,3d", "  packetboat qshape --by sender --size 1MB"})
public final class QshapeCommand extends ServerCommand {
    private static final List<Duration> USUAL = LongStream.of(5, 10, 20, 40, 80, 160, 320, 640, 1280)
            .mapToObj(Duration::ofMinutes).toList();

    /** What rows are. */
    enum By {
        domain, site, sender
    }

    @Option(names = "--by",
            paramLabel = "WHAT",
            defaultValue = "domain",
            description = "A row for each domain, site, or sender's domain: ${COMPLETION-CANDIDATES} (default: "
                    + "${DEFAULT-VALUE}).")
    private By by = By.domain;

    @Option(names = "--ages",
            paramLabel = "TIME",
            split = ",",
            converter = Quantity.Time.class,
            description = "Where columns end, such as 1h,6h,1d (default: 5m and twice as much up to 1280m).")
    private List<Duration> ages = List.of();

    @Option(names = "--most",
            defaultValue = "50",
            converter = Quantity.Count.class,
            paramLabel = "N",
            description = "Show the N rows with the most mail (default: ${DEFAULT-VALUE}).")
    private int most;

    @Option(names = "--json", description = "Print JSON, one object a line; the first has the sums.")
    private boolean json;

    @Mixin
    private MailFilters filters;

    /** A column, for scripts. @param fromSeconds the age at which it begins */
    record Column(long fromSeconds, long count) {}

    /** A row, for scripts. @param name empty for the sums, where {@code by} is {@code all} */
    record Row(String by, String name, long total, List<Column> columns) {}

    @Override
    boolean isPaged() {
        return !json;
    }

    @Override
    int ask(ServerMXBean server) {
        List<Duration> ends = ages.isEmpty() ? USUAL : ages;
        List<Long> seconds = ends.stream().map(Duration::toSeconds).toList();
        AgeRows found = server.listAges(filters.asked(), by.name(), seconds, most);
        if (json) printJson(found, ends);
        if (!json) said(found, ends).forEach(out()::println);
        out().flush();
        return found.all().total() == 0 && !filters.asked().isEmpty() ? ExitCodes.FAILED : ExitCodes.OK;
    }

    private List<String> said(AgeRows found, List<Duration> ends) {
        if (found.all().total() > 0) return lines(found, ends);
        return List.of(filters.asked().isEmpty() ? "nothing waits" : "nothing of that waits");
    }

    private void printJson(AgeRows found, List<Duration> ends) {
        out().println(Listing.AGES.line(row("all", found.all(), ends)));
        found.rows().forEach(row -> out().println(Listing.AGES.line(row(by.name(), row, ends))));
    }

    private static Row row(String by, AgeRow row, List<Duration> ends) {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < row.counts().size(); i++)
            columns.add(new Column(i == 0 ? 0 : ends.get(i - 1).toSeconds(), row.counts().get(i)));
        return new Row(by, row.name(), row.total(), columns);
    }

    /** A line for the headings, the sums, and each row. */
    static List<String> lines(AgeRows found, List<Duration> ends) {
        List<List<String>> cells = new ArrayList<>();
        List<String> heading = new ArrayList<>(List.of("", "TOTAL"));
        ends.forEach(end -> heading.add(written(end)));
        heading.add(written(ends.getLast()) + "+");
        cells.add(heading);
        cells.add(cells("TOTAL", found.all()));
        found.rows().forEach(row -> cells.add(cells(row.name().isEmpty() ? "(none)" : row.name(), row)));
        List<String> lines = new ArrayList<>(cells.stream().map(line -> line(line, cells)).toList());
        if (found.others() > 0) lines.add("... and " + found.others() + " more; --most N shows more of them");
        return lines;
    }

    private static List<String> cells(String name, AgeRow row) {
        return Stream.concat(Stream.of(name, Long.toString(row.total())), row.counts().stream().map(Object::toString))
                .toList();
    }

    private static String line(List<String> line, List<List<String>> all) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < line.size(); i++) {
            int column = i;
            int width = all.stream().mapToInt(l -> l.get(column).length()).max().orElse(0);
            text.append(i == 0 ? "" : "  ").append(String.format(Locale.ROOT, "%" + width + "s", line.get(i)));
        }
        return text.toString();
    }

    /** In the largest unit that it is a whole number of;. */
    private static String written(Duration end) {
        long seconds = end.toSeconds();
        if (seconds % 86_400 == 0) return seconds / 86_400 + "d";
        if (seconds % 3_600 == 0) return seconds / 3_600 + "h";
        return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }
}

package org.packetboat.app.cli.night;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.packetboat.app.cli.shell.CommandFailure;
import org.packetboat.app.cli.shell.ConfigurationOption;
import org.packetboat.app.cli.shell.ExitCodes;
import org.packetboat.app.cli.shell.Listing;
import org.packetboat.app.cli.shell.Table;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.route.Route;
import org.packetboat.schedules.plan.print.Words;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** When the windows of sites open next. */
@Command(name = "windows",
        mixinStandardHelpOptions = true,
        description = "Prints when the windows of sites open next, and what calls cost then, as the schedule files "
                + "have it. No server needs to run.",
        footer = {"", "Examples:", "  packetboat windows --config packetboat.yaml",
                "  packetboat windows branch --count 10 --zone UTC --config packetboat.yaml"})
public final class WindowsCommand implements Callable<Integer> {
    private static final int MOST = 1000;

    @Parameters(paramLabel = "SITE", arity = "0..*", description = "Only these sites (default: all).")
    private List<String> sites = new ArrayList<>();

    @Mixin
    private ConfigurationOption configuration;

    @Option(names = {"-n", "--count"},
            paramLabel = "NUMBER",
            defaultValue = "3",
            description = "How many openings of each site, 1 to 1000 (default: ${DEFAULT-VALUE}).")
    private int count;

    @Mixin
    private TimeOptions time;

    @Option(names = "--json", description = "Print JSON, one object for each opening, its times in UTC.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    /** An opening, for people. */
    record Row(String site, String window, String opens, String closes, String lasts, String price) {}

    /**
     * An opening, for scripts: times in ISO 8601, UTC. Of a window that is always open, both times are empty; of one
     * that does not open again, too.
     *
     * @param prices those of its calls, from the begin on, or from now; empty if the link has no tariff
     */
    record Opening(String site, String window, String state, String open, String close, Prices prices) {}

    @Override
    public Integer call() {
        if (count < 1 || count > MOST)
            throw new CommandFailure(ExitCodes.USAGE,
                    "--count: found " + count + "; expected a number from 1 to " + MOST);
        Instant now = time.from(Instant.now());
        PrintWriter out = spec.commandLine().getOut();
        List<Opening> openings = routes(now).stream().flatMap(route -> openings(route, now)).toList();
        if (json) openings.forEach(opening -> out.println(Listing.OPENING.line(opening)));
        else if (openings.isEmpty()) out.println("No routes.");
        else out.print(Table.of(openings.stream().map(opening -> row(opening, time.zone())).toList()));
        out.flush();
        return ExitCodes.OK;
    }

    private List<Route> routes(Instant now) {
        List<Route> all = configuration.setup(now).setup().schedules().routes();
        for (String site : sites)
            if (all.stream().noneMatch(route -> route.site().equalsIgnoreCase(site)))
                throw new CommandFailure(ExitCodes.FAILED, "no route of the schedule has the site \"" + site + "\"");
        return all.stream().filter(r -> sites.isEmpty() || sites.stream().anyMatch(r.site()::equalsIgnoreCase))
                .toList();
    }

    private Stream<Opening> openings(Route route, Instant now) {
        List<Opening> found = new ArrayList<>();
        Instant at = now;
        while (found.size() < count) {
            Optional<Interval> next = route.window().from(at);
            if (next.isEmpty()) break;
            found.add(opening(route, next.get(), now));
            if (next.get().close().equals(Instant.MAX)) break;
            at = next.get().close();
        }
        if (found.isEmpty()) found.add(new Opening(route.site(), route.windowName(), "over", "", "", Prices.NONE));
        return found.stream();
    }

    private static Opening opening(Route route, Interval next, Instant now) {
        boolean always = next.close().equals(Instant.MAX);
        String state = always ? "always" : next.contains(now) ? "open" : "closed";
        return new Opening(route.site(), route.windowName(), state, always ? "" : next.open().toString(),
                always ? "" : next.close().toString(), Prices.of(route, next, now));
    }

    private static Row row(Opening o, ZoneId zone) {
        return switch (o.state()) {
            case "always" -> new Row(o.site(), o.window(), "always open", "", "", o.prices().words(zone));
            case "over" -> new Row(o.site(), o.window(), "never again", "", "", "");
            default -> row(o, Instant.parse(o.open()), Instant.parse(o.close()), zone);
        };
    }

    private static Row row(Opening o, Instant open, Instant close, ZoneId zone) {
        String opens = o.state().equals("open") ? "is open since " + text(open, zone) : text(open, zone);
        return new Row(o.site(), o.window(), opens, text(close, zone), Words.length(Duration.between(open, close)),
                o.prices().words(zone));
    }

    private static String text(Instant instant, ZoneId zone) {
        return DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm:ss z", Locale.ENGLISH).format(instant.atZone(zone));
    }
}

package org.packetboat.app.cli.night;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.packetboat.app.cli.shell.CommandFailure;
import org.packetboat.app.cli.shell.ConfigurationOption;
import org.packetboat.app.cli.shell.ExitCodes;
import org.packetboat.app.cli.shell.Listing;
import org.packetboat.app.cli.shell.RunningServer;
import org.packetboat.app.process.PidFile;
import org.packetboat.app.web.report.MorningReport;
import org.packetboat.app.web.report.NightReports;
import org.packetboat.app.web.report.ReportBook;
import org.packetboat.app.web.report.ReportChart;
import org.packetboat.app.web.report.ReportJson;
import org.packetboat.app.web.report.ReportText;
import org.packetboat.connectors.jmx.report.ReportMXBean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What a night came to. */
@Command(name = "report",
        mixinStandardHelpOptions = true,
        description = {"Tells what a night came to: all well in a line, or who has not everything, why, when next, and",
                "what it took. Without a running server it knows the reports that were sent."},
        footer = {"", "Exit code 1: nothing is known of that night.", "", "Examples:", "  packetboat report",
                "  packetboat report --night 2026-11-29 --png night.png", "  packetboat report --night now --json"})
public final class ReportCommand implements Callable<Integer> {
    @Option(names = "--night",
            paramLabel = "DATE",
            description = "The date of its evening, such as 2026-11-29, or now (default: the last night that is over).")
    private String night = "";

    @Option(names = "--json", description = "Print JSON, one object.")
    private boolean json;

    @Option(names = "--png", paramLabel = "FILE", description = "Write the night as a chart into a PNG file.")
    private Optional<Path> png = Optional.empty();

    @Mixin
    private ConfigurationOption configuration;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Path data = configuration.dataFolder();
        PidFile file = new PidFile(data);
        Optional<MorningReport> found = file.running().isPresent() || file.isHidden()
                ? RunningServer.ask(data, running -> asked(running.reports()))
                : kept(new ReportBook(NightReports.folder(data)));
        print(found.orElseThrow(() -> new CommandFailure(ExitCodes.FAILED, unknown())));
        return ExitCodes.OK;
    }

    private String unknown() {
        return night.isEmpty()
                ? "no night is over yet whose calls are remembered; --night now tells of this one so far"
                : "nothing is known of the night of " + night;
    }

    private Optional<MorningReport> asked(Optional<ReportMXBean> server) {
        if (server.isEmpty())
            throw new CommandFailure(ExitCodes.FAILED,
                    "the server remembers no calls; \"report:\" or \"http:\" in packetboat.yaml has it do so");
        return Optional.of(server.get().report(night)).filter(text -> !text.isEmpty()).map(ReportJson::report);
    }

    private Optional<MorningReport> kept(ReportBook book) {
        try {
            return (night.isEmpty()
                    ? book.nights().stream().findFirst()
                    : Optional.of(LocalDate.parse(night))).flatMap(book::report);
        } catch (DateTimeParseException e) {
            throw new CommandFailure(ExitCodes.USAGE, "--night: found \"" + night
                    + "\"; expected a date like 2026-11-29 (now is known to a running server only)");
        }
    }

    private void print(MorningReport report) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) out.println(Listing.REPORT.line(report));
        else ReportText.lines(report).forEach(out::println);
        png.ifPresent(file -> Charts.write(file, ReportChart.picture(report).file()));
        out.flush();
    }
}

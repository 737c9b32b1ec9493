package org.packetboat.app.cli.night;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.packetboat.app.cli.shell.CommandFailure;
import org.packetboat.app.cli.shell.ExitCodes;
import org.packetboat.app.cli.shell.Listing;
import org.packetboat.app.planning.NightAnswer;
import org.packetboat.engine.tariff.Money;
import org.packetboat.schedules.plan.answer.Schedule;
import org.packetboat.schedules.plan.answer.SitePlan;
import org.packetboat.schedules.plan.print.Chart;
import org.packetboat.schedules.plan.print.PlanReport;
import org.packetboat.schedules.plan.question.PlanQuestion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Whether tonight's batch fits. */
@Command(name = "plan",
        mixinStandardHelpOptions = true,
        description = "Says whether a batch reaches every site inside its window. If not: which sites miss it, by how "
                + "much, and the smallest remedies.",
        footer = {"",
                "Exit code 1: it does not fit. 6: all of it arrives, but some after its deliver-by. 3: the server",
                "could not be asked. Rates, dial times and failures are measured in earlier sessions,",
                "unless you give estimates.", "",
                "Examples:", "  packetboat plan --config packetboat.yaml --size 84KB --servers 3 --table",
                "  packetboat plan --config packetboat.yaml          (what waits in the running server's queue)"})
public final class PlanCommand implements Callable<Integer> {
    @Mixin
    private NightOptions night;

    @Option(names = "--table", description = "Print a line for each call, with its times and slack.")
    private boolean table;

    @Mixin
    private ChartOptions charts;

    @Option(names = "--json",
            description = "Print JSON: the answer, then a line for each site that is served, each that is not, "
                    + "each remedy, and each site with large mail that nobody has asked for yet.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    /** The answer, for scripts. */
    record Answer(boolean fits, boolean late, String said, List<String> notes, double cost, String currency) {}

    /** A site that is served, for scripts. */
    record Row(String site, String server, String line, String start, String end, long slackSeconds, double cost) {
        static Row of(SitePlan s) {
            return new Row(s.name(), s.server(), s.line(), s.start().toString(), s.end().toString(),
                    s.slack().toSeconds(), s.charge().map(PlanCommand::amount).orElse(0.0));
        }
    }

    @Override
    public Integer call() {
        try {
            Instant now = Instant.now();
            PlanQuestion question = night.hubQuestion(night.setup(now), now);
            NightAnswer answer = NightAnswer.of(question, night.returned());
            print(answer);
            return night.unrouted().isEmpty() ? exitCode(answer) : ExitCodes.FAILED;
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCodes.USAGE, e.getMessage());
        }
    }

    static int exitCode(NightAnswer answer) {
        if (answer.fits()) return ExitCodes.OK;
        return answer.isLate() ? ExitCodes.LATE : ExitCodes.FAILED;
    }

    private void print(NightAnswer answer) {
        PrintWriter out = spec.commandLine().getOut();
        PlanReport report = new PlanReport(night.zone());
        if (json) {
            json(answer, report);
        } else {
            answer.lines(report).forEach(out::println);
            notes().forEach(out::println);
            night.unasked().forEach(out::println);
        }
        if (table) answer.schedule().ifPresent(s -> report.table(s).forEach(out::println));
        charts.draw(out, night.zone(), "The night's plan", () -> Chart.of(answer.question(), answer.answer()));
        out.flush();
    }

    /** The schema is in docs/planner.md. */
    private void json(NightAnswer answer, PlanReport report) {
        PrintWriter out = spec.commandLine().getOut();
        Optional<Money> cost = answer.schedule().flatMap(plan -> plan.cost().stream().findFirst());
        out.println(Listing.PLAN.line(new Answer(answer.fits(), answer.isLate(), answer.headline(report), notes(),
                cost.map(PlanCommand::amount).orElse(0.0), cost.map(Money::currency).orElse(""))));
        answer.schedule().map(Schedule::sites).orElse(List.of()).stream().map(Row::of).map(Listing.PLANNED_SITE::line)
                .forEach(out::println);
        answer.missedRows(report).stream().map(Listing.MISSED_SITE::line).forEach(out::println);
        answer.remedyRows(report).stream().map(Listing.REMEDY::line).forEach(out::println);
        night.offered().stream().map(Listing.OFFERED_SITE::line).forEach(out::println);
    }

    private static double amount(Money money) {
        return money.amount().doubleValue();
    }

    /** What there is to say besides. */
    private List<String> notes() {
        return Stream.concat(night.unrouted().stream(), night.notes().stream()).toList();
    }
}

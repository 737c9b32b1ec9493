package org.packetboat.app.cli;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.packetboat.app.cli.shell.ConfigurationOption;
import org.packetboat.app.cli.shell.ExitCodes;
import org.packetboat.app.cli.shell.Json;
import org.packetboat.app.compose.Setup;
import org.packetboat.app.config.Configuration;
import org.packetboat.app.config.ConfigurationReading;
import org.packetboat.schedules.yaml.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Whether a configuration is good. */
@Command(name = "check",
        mixinStandardHelpOptions = true,
        description = "Checks the configuration with its schedules, aliases and route files. Names each error by file "
                + "and line.",
        footer = {
                "", "Example:", "  packetboat check --config packetboat.yaml"})
final class CheckCommand implements Callable<Integer> {
    @Mixin
    private ConfigurationOption configuration;

    @Option(names = "--json", description = "Print JSON, one object for each problem.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    /** A problem, for scripts. */
    record Row(String weight, String problem) {}

    @Override
    public Integer call() {
        List<Problem> problems = new ArrayList<>();
        boolean good = switch (configuration.reading()) {
            case ConfigurationReading.Bad(List<Problem> bad) -> {
                problems.addAll(bad);
                yield false;
            }
            case ConfigurationReading.Good(Configuration read, List<Problem> warnings) -> {
                problems.addAll(warnings);
                yield check(read, problems);
            }
        };
        PrintWriter out = spec.commandLine().getOut();
        problems.forEach(p -> out.println(json ? Json.line(new Row(p.weight().name(), p.toString())) : p));
        return good ? ExitCodes.OK : ExitCodes.BAD_CONFIGURATION;
    }

    private boolean check(Configuration read, List<Problem> problems) {
        return switch (Setup.of(read, Instant.now())) {
            case Setup.Result.Bad(List<Problem> bad) -> {
                problems.addAll(bad);
                yield false;
            }
            case Setup.Result.Good(Setup setup, List<Problem> warnings) -> {
                problems.addAll(warnings);
                List<Problem> ofRoutes = setup.routeProblems();
                problems.addAll(ofRoutes);
                if (ofRoutes.isEmpty() && !json) say(setup);
                yield ofRoutes.isEmpty();
            }
        };
    }

    private void say(Setup setup) {
        spec.commandLine().getOut().printf("good: server %s, %d routes, %d local domains%n",
                setup.configuration().identity().server(), setup.schedules().routes().size(),
                setup.configuration().identity().localDomains().size());
        setup.schedules().callers().forEach(caller -> spec.commandLine().getOut().printf(
                "caller %s (node %s) may send mail: %s%n", caller.login(), caller.node(), caller.maySend().text()));
    }
}

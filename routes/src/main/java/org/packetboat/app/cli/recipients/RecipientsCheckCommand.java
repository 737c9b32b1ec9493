package org.packetboat.app.cli.recipients;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.packetboat.app.cli.shell.CommandFailure;
import org.packetboat.app.cli.shell.ConfigurationOption;
import org.packetboat.app.cli.shell.ExitCodes;
import org.packetboat.app.compose.Setup;
import org.packetboat.app.compose.recipients.ConfiguredLists;
import org.packetboat.connectors.recipients.ListPreview;
import org.packetboat.connectors.recipients.ListRefused;
import org.packetboat.connectors.recipients.Unreadable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What reading lists of recipients would change. */
@Command(name = "check",
        mixinStandardHelpOptions = true,
        description = "Reads the sources of lists of recipients without using them, and tells every mistake, or what "
                + "would change. No server needs to run.",
        footer = {"", "Exits with 1 if a list would be refused.", "", "Example:",
                "  packetboat recipients check staff --config packetboat.yaml"})
public final class RecipientsCheckCommand implements Callable<Integer> {
    @Mixin
    private ConfigurationOption configuration;

    @Parameters(paramLabel = "LIST", arity = "0..1", description = "One list (default: all).")
    private Optional<String> only = Optional.empty();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Setup setup = configuration.setup(Instant.now()).setup();
        PrintWriter out = spec.commandLine().getOut();
        List<String> names = setup.configuration().recipients().lists().stream().map(list -> list.name())
                .filter(name -> only.filter(n -> !n.equals(name)).isEmpty()).toList();
        if (names.isEmpty())
            throw new CommandFailure(ExitCodes.FAILED, only.map(name -> "there is no list " + name)
                    .orElse("packetboat.yaml has no list of recipients") + "; expected one under recipients.lists");
        boolean good = true;
        for (String name : names)
            good &= look(name, setup, out);
        out.flush();
        return good ? ExitCodes.OK : ExitCodes.FAILED;
    }

    private static boolean look(String name, Setup setup, PrintWriter out) {
        try {
            ListPreview preview = ConfiguredLists.preview(setup.configuration(), name,
                    setup.policy().routes()::hasSite);
            out.println(name + ": " + preview.rows() + " recipients; " + preview.changes());
            preview.changes().some().forEach(line -> out.println("  " + line));
            return true;
        } catch (ListRefused e) {
            out.println(name + ": would be refused");
            e.problems().forEach(problem -> out.println("  " + problem));
        } catch (IOException e) {
            out.println(name + ": can't be read: " + Unreadable.why(e));
        }
        return false;
    }
}

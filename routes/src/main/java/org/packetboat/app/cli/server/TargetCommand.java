package org.packetboat.app.cli.server;

import java.util.List;
import org.packetboat.app.cli.shell.ExitCodes;
import org.packetboat.app.cli.shell.Listing;
import org.packetboat.connectors.jmx.ServerMXBean;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** A change to some of the mail in the queue. */
public abstract class TargetCommand extends ServerCommand {
    @Parameters(arity = "0..*",
            paramLabel = "ID|DOMAIN|ALL",
            description = "A queue id, a domain, or ALL for everything; more than one may be given.")
    private List<String> targets = List.of();

    @Option(names = "--json", description = "Print JSON, one object a line.")
    private boolean json;

    /** What the server said about one target. */
    record Answer(String target, String answer) {}

    @Override
    int ask(ServerMXBean server) {
        if (targets.isEmpty()) return without(server);
        int exit = ExitCodes.OK;
        for (String target : targets) {
            String answer = changed(() -> change(server, target));
            out().println(json ? Listing.ANSWER.line(new Answer(target, answer)) : answer);
            exit = Math.max(exit, exit(answer));
        }
        return exit;
    }

    /** Without a target. */
    int without(ServerMXBean server) {
        throw new ParameterException(spec().commandLine(), "name what is meant: a queue id, a domain, or ALL");
    }

    /** The exit code for an answer of the server. */
    int exit(String answer) {
        return ExitCodes.OK;
    }

    abstract String change(ServerMXBean server, String target);
}

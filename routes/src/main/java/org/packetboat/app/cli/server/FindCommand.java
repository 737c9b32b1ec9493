package org.packetboat.app.cli.server;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.packetboat.app.cli.shell.ExitCodes;
import org.packetboat.app.cli.shell.Listing;
import org.packetboat.app.cli.shell.MailFilters;
import org.packetboat.app.cli.shell.MailFolder;
import org.packetboat.app.cli.shell.Quantity;
import org.packetboat.connectors.jmx.ServerMXBean;
import org.packetboat.connectors.jmx.ServerMXBean.FoundMail;
import org.packetboat.engine.node.Operator;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Mail that waits, found by what it is. */
@Command(name = "find",
        mixinStandardHelpOptions = true,
        description = "Finds mail that waits, by what it is, and does something to all of it. Without an action, or "
                + "with --dry-run, it lists what it finds. Texts match in upper and lower case wherever they occur; "
                + "with an asterisk they match as a whole. States are sending, held, tried, untried.",
        footer = {"", "Exit code 1: nothing was found, or not all of it could be changed.", "", "Examples:",
                "  packetboat find --from newsletter@ --age 2d",
                "  packetboat find --to '*@ny.example.com' --reply 'full' --expire --dry-run",
                "  packetboat find --subject 'price list' --state untried --hold",
                "  packetboat find --site ny --export saved"})
public final class FindCommand extends ServerCommand {
    @Mixin
    private MailFilters filters;

    @ArgGroup
    private Action action = new Action();

    @Option(names = "--dry-run", description = "Only list what would be changed.")
    private boolean dryRun;

    @Option(names = "--most",
            defaultValue = "100",
            converter = Quantity.Count.class,
            paramLabel = "N",
            description = "List no more than N (default: ${DEFAULT-VALUE}); an action is done to all.")
    private int most;

    @Option(names = "--json", description = "Print JSON, one object a line.")
    private boolean json;

    /** What to do with what is found: one of these. */
    static final class Action {
        @Option(names = "--hold", description = "Hold each of them.")
        private boolean hold;

        @Option(names = "--release", description = "Let those of them go that are held by themselves.")
        private boolean release;

        @Option(names = "--requeue", description = "Start them anew: no attempts, due now, msdead counted from now.")
        private boolean requeue;

        @Option(names = "--expire", description = "Give them up now; their senders are told.")
        private boolean expire;

        @Option(names = "--delete", description = "Delete them. Nobody is told.")
        private boolean delete;

        @Option(names = "--export",
                paramLabel = "FOLDER",
                description = "Write each message (ID.eml) and its envelopes (ID.json) into this new folder; they stay "
                        + "in the queue.")
        private Optional<Path> export = Optional.empty();

        Optional<Operator.Act> act() {
            if (hold) return Optional.of(Operator.Act.HOLD);
            if (release) return Optional.of(Operator.Act.RELEASE);
            if (requeue) return Optional.of(Operator.Act.REQUEUE);
            if (expire) return Optional.of(Operator.Act.EXPIRE);
            return delete ? Optional.of(Operator.Act.DELETE) : Optional.empty();
        }
    }

    @Override
    boolean isPaged() {
        return !json && (dryRun || action.act().isEmpty() && action.export.isEmpty());
    }

    @Override
    int ask(ServerMXBean server) {
        Map<String, String> filter = filters.asked();
        if (filter.isEmpty()) {
            throw new ParameterException(spec().commandLine(), "say which mail is meant: one or more of --from, --to, "
                    + "--subject, --age, --size, --site, --domain, --reply, --state, --batch");
        }
        if (!dryRun && action.act().isPresent()) return change(server, filter, action.act().get());
        if (!dryRun && action.export.isPresent())
            return new MailFolder(action.export.get()).export(server, filter, out());
        FoundMail found = server.find(filter, most);
        list(Listing.ENVELOPE, found.envelopes(), json, "nothing was found among " + found.looked() + " envelopes");
        if (!json && found.found() > 0)
            out().println(found.found() + " of " + found.looked() + " envelopes found"
                    + (found.found() > most ? "; the first " + most + " are listed" : ""));
        out().flush();
        return found.found() == 0 ? ExitCodes.FAILED : ExitCodes.OK;
    }

    private int change(ServerMXBean server, Map<String, String> filter, Operator.Act act) {
        ServerMXBean.ChangedMail done = changed(
                () -> server.changeFound(filter, act.name().toLowerCase(Locale.ROOT)));
        out().println(json
                ? Listing.ANSWER.line(new TargetCommand.Answer(filter.toString(), done.said()))
                : done.said());
        out().flush();
        return done.changed() == 0 || !done.whole() ? ExitCodes.FAILED : ExitCodes.OK;
    }
}

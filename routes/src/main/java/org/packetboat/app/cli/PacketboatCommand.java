package org.packetboat.app.cli;

import java.util.List;
import org.packetboat.app.cli.backup.BackupCommand;
import org.packetboat.app.cli.backup.ExportCommand;
import org.packetboat.app.cli.backup.ImportCommand;
import org.packetboat.app.cli.backup.RestoreCommand;
import org.packetboat.app.cli.fleet.FleetCommand;
import org.packetboat.app.cli.fleet.FleetKeyCommand;
import org.packetboat.app.cli.fleet.PushConfigCommand;
import org.packetboat.app.cli.init.InitCommand;
import org.packetboat.app.cli.night.PlanCommand;
import org.packetboat.app.cli.night.ReportCommand;
import org.packetboat.app.cli.night.SimulateCommand;
import org.packetboat.app.cli.night.RouteCommand;
import org.packetboat.app.cli.night.WindowsCommand;
import org.packetboat.app.cli.provision.DomainCommand;
import org.packetboat.app.cli.provision.LoginCommand;
import org.packetboat.app.cli.provision.ProvisionCommand;
import org.packetboat.app.cli.provision.SiteCommand;
import org.packetboat.app.cli.recipients.PushRecipientsCommand;
import org.packetboat.app.cli.recipients.RecipientsCommand;
import org.packetboat.app.cli.mail.RequestCommand;
import org.packetboat.app.cli.mail.ResendCommand;
import org.packetboat.app.cli.server.AbortCommand;
import org.packetboat.app.cli.server.BatchCommand;
import org.packetboat.app.cli.hub.ClusterCommand;
import org.packetboat.app.cli.hub.MoveCommand;
import org.packetboat.app.cli.server.DeleteCommand;
import org.packetboat.app.cli.server.EventsCommand;
import org.packetboat.app.cli.server.ExpireCommand;
import org.packetboat.app.cli.server.FindCommand;
import org.packetboat.app.cli.server.FlushCommand;
import org.packetboat.app.cli.server.HoldCommand;
import org.packetboat.app.cli.server.KafkaCommand;
import org.packetboat.app.cli.server.QshapeCommand;
import org.packetboat.app.cli.server.QueueCommand;
import org.packetboat.app.cli.server.ReleaseCommand;
import org.packetboat.app.cli.server.RequeueCommand;
import org.packetboat.app.cli.server.ShowCommand;
import org.packetboat.app.cli.server.StatusCommand;
import org.packetboat.app.cli.server.StopCommand;
import org.packetboat.app.cli.server.SubmitCommand;
import org.packetboat.app.cli.server.TopCommand;
import org.packetboat.app.cli.server.TraceCommand;
import org.packetboat.app.cli.server.WhyCommand;
import org.packetboat.app.cli.shell.CommandFailure;
import org.packetboat.app.cli.shell.Version;
import org.packetboat.app.cli.usage.UsageCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line's root. */
@Command(name = "packetboat",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Store-and-forward mail routing for links that are only sometimes there.",
        subcommands = {
                RunCommand.class, InitCommand.class, CheckCommand.class, StatusCommand.class, QueueCommand.class,
                QshapeCommand.class, TopCommand.class,
                HoldCommand.class,
                ReleaseCommand.class, RequeueCommand.class, RequestCommand.class, ResendCommand.class,
                FlushCommand.class, AbortCommand.class, ExpireCommand.class,
                DeleteCommand.class, ShowCommand.class, WhyCommand.class, FindCommand.class, TraceCommand.class,
                SubmitCommand.class,
                BatchCommand.class,
                EventsCommand.class, FleetCommand.class, PushConfigCommand.class, FleetKeyCommand.class,
                RecipientsCommand.class, PushRecipientsCommand.class, ProvisionCommand.class, LoginCommand.class,
                DomainCommand.class, SiteCommand.class, KafkaCommand.class, ClusterCommand.class, MoveCommand.class,
                RouteCommand.class, WindowsCommand.class, PlanCommand.class, SimulateCommand.class,
                ReportCommand.class, UsageCommand.class, DemoCommand.class,
                PasswordCommand.class, LineCommand.class,
                CheckDataCommand.class, BackupCommand.class, RestoreCommand.class, ExportCommand.class,
                ImportCommand.class, SalvageCommand.class,
                StopCommand.class, CommandLine.HelpCommand.class},
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
                "0:done", "1:the server refused, or what was asked for does not exist",
                "2:wrong usage of the command line",
                "3:the server could not be asked: none is running on that data folder, or it ended",
                "4:the configuration has errors", "5:the server ended itself after an error, to be started anew",
                "6:mail arrives, but some of it too late",
                "7:\"check --strict\": the configuration can be used, but there are warnings",
                "8:the server or its data folder belongs to another user"},
        footer = {"",
                "\"packetboat COMMAND --help\" describes a command, with an example."})
public final class PacketboatCommand implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    /** The whole command line, ready to be executed. */
    public static CommandLine commandLine() {
        return new CommandLine(new PacketboatCommand()).setExpandAtFiles(false)
                .setExecutionStrategy(PacketboatCommand::runLast)
                .setExecutionExceptionHandler((failure, command, _) -> report(failure, command));
    }

    /** picocli takes any word for granted where help or the version is asked for, too; here, none that is unknown. */
    private static int runLast(ParseResult parsed) {
        for (CommandLine command : parsed.asCommandLineList()) {
            List<String> unknown = command.getParseResult().unmatched();
            if (!unknown.isEmpty()) throw new UnmatchedArgumentException(command, unknown);
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    private static int report(Exception failure, CommandLine command) throws Exception {
        if (!(failure instanceof CommandFailure said)) throw failure;
        command.getErr().println(Ansi.AUTO.string("@|bold,red packetboat:|@ ") + said.getMessage());
        return said.exitCode();
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command? See \"packetboat --help\".");
    }
}

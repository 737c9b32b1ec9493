package org.packetboat.app.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
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
    private static final String HELP = "help";
    /** By their names, in the order of the help. */
    private static final Map<String, Class<?>> COMMANDS = commands();

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    private static Map<String, Class<?>> commands() {
        Map<String, Class<?>> commands = new LinkedHashMap<>();
        commands.put("run", RunCommand.class);
        commands.put("init", InitCommand.class);
        commands.put("check", CheckCommand.class);
        commands.put("status", StatusCommand.class);
        commands.put("queue", QueueCommand.class);
        commands.put("qshape", QshapeCommand.class);
        commands.put("top", TopCommand.class);
        commands.put("hold", HoldCommand.class);
        commands.put("release", ReleaseCommand.class);
        commands.put("requeue", RequeueCommand.class);
        commands.put("request", RequestCommand.class);
        commands.put("resend", ResendCommand.class);
        commands.put("flush", FlushCommand.class);
        commands.put("abort", AbortCommand.class);
        commands.put("expire", ExpireCommand.class);
        commands.put("delete", DeleteCommand.class);
        commands.put("show", ShowCommand.class);
        commands.put("why", WhyCommand.class);
        commands.put("find", FindCommand.class);
        commands.put("trace", TraceCommand.class);
        commands.put("submit", SubmitCommand.class);
        commands.put("batch", BatchCommand.class);
        commands.put("events", EventsCommand.class);
        commands.put("fleet", FleetCommand.class);
        commands.put("push-config", PushConfigCommand.class);
        commands.put("fleet-key", FleetKeyCommand.class);
        commands.put("recipients", RecipientsCommand.class);
        commands.put("kafka", KafkaCommand.class);
        commands.put("cluster", ClusterCommand.class);
        commands.put("move", MoveCommand.class);
        commands.put("route", RouteCommand.class);
        commands.put("windows", WindowsCommand.class);
        commands.put("plan", PlanCommand.class);
        commands.put("simulate", SimulateCommand.class);
        commands.put("report", ReportCommand.class);
        commands.put("usage", UsageCommand.class);
        commands.put("demo", DemoCommand.class);
        commands.put("password", PasswordCommand.class);
        commands.put("line", LineCommand.class);
        commands.put("check-data", CheckDataCommand.class);
        commands.put("backup", BackupCommand.class);
        commands.put("restore", RestoreCommand.class);
        commands.put("export", ExportCommand.class);
        commands.put("import", ImportCommand.class);
        commands.put("salvage", SalvageCommand.class);
        commands.put("stop", StopCommand.class);
        commands.put(HELP, CommandLine.HelpCommand.class);
        return commands;
    }

    /** The whole command line, ready to be executed. */
    public static CommandLine commandLine() {
        return commandLine(COMMANDS);
    }

    /**
     * What is needed of it to execute these arguments: the whole takes picocli longer than what most commands do.
     *
     * @param arguments what was typed behind the program's name
     */
    public static CommandLine commandLine(String... arguments) {
        Optional<String> first = Stream.of(arguments).findFirst().filter(COMMANDS::containsKey)
                .filter(word -> !word.equals(HELP));
        return commandLine(first.map(word -> Map.<String, Class<?>>of(word, COMMANDS.get(word))).orElse(COMMANDS));
    }

    private static CommandLine commandLine(Map<String, Class<?>> commands) {
        CommandLine root = new CommandLine(new PacketboatCommand());
        commands.forEach((word, command) -> root.addSubcommand(word, command));
        return root.setExpandAtFiles(false).setExecutionStrategy(PacketboatCommand::runLast)
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

package org.packetboat.app.cli.backup;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.packetboat.app.cli.shell.CommandFailure;
import org.packetboat.app.cli.shell.ConfigurationOption;
import org.packetboat.app.cli.shell.ExitCodes;
import org.packetboat.app.cli.shell.Quantity;
import org.packetboat.app.cli.shell.RunningServer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A backup of the running server. */
@Command(name = "backup",
        mixinStandardHelpOptions = true,
        description = {"Makes a backup of the running server's mail, while mail goes on.",
                "Copies what has changed since the last one, and reads all of it back before it counts."},
        footer = {
                "", "Example:", "  packetboat backup /mnt/backup/hub --keep 7"})
public final class BackupCommand implements Callable<Integer> {
    @Mixin
    private ConfigurationOption configuration;

    @Parameters(paramLabel = "FOLDER", description = "Where to: a folder for this server alone, on another disk.")
    private Path folder;

    @Option(names = "--keep",
            defaultValue = "7",
            converter = Quantity.Count.class,
            paramLabel = "N",
            description = "Keep the newest N backups in the folder (default: ${DEFAULT-VALUE}).")
    private int keep;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        String said = RunningServer.ask(configuration.dataFolder(), running -> running.backups()
                .orElseThrow(() -> new CommandFailure(ExitCodes.FAILED,
                        "the running server is of another version, and makes no backups; restart it"))
                .backup(folder.toAbsolutePath().normalize().toString(), keep));
        spec.commandLine().getOut().println(said);
        return ExitCodes.OK;
    }
}

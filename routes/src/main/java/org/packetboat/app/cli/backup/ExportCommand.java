package org.packetboat.app.cli.backup;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.packetboat.app.cli.shell.CommandFailure;
import org.packetboat.app.cli.shell.ConfigurationOption;
import org.packetboat.app.cli.shell.ExitCodes;
import org.packetboat.app.cli.shell.RunningServer;
import org.packetboat.app.compose.backup.QueueExport;
import org.packetboat.app.process.FileModes;
import org.packetboat.app.process.PidFile;
import org.packetboat.engine.store.StoreException;
import org.packetboat.engine.time.Plausible;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** All mail that waits, as files. */
@Command(name = "export",
        mixinStandardHelpOptions = true,
        description = {"Writes all mail that waits into files, as it is at this moment: ID.eml is the text (RFC 5322),",
                "ID.json its envelopes. Nothing leaves the queue. The server may be running.",
                "\"packetboat import\" takes it in, on a server of this version or a later one."},
        footer = {
                "", "Example:", "  packetboat export /tmp/mail"})
public final class ExportCommand implements Callable<Integer> {
    @Mixin
    private ConfigurationOption configuration;

    @Parameters(paramLabel = "FOLDER", description = "Where the files go: a new folder.")
    private Path folder;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        FileModes.apply();
        Path data = configuration.dataFolder();
        Path parent = folder.toAbsolutePath().getParent();
        if (!Files.isDirectory(parent))
            throw new CommandFailure(ExitCodes.FAILED,
                    "there is no folder " + parent + " to make " + folder.getFileName()
                            + " in; nothing was exported");
        try {
            Files.createDirectory(folder);
            return told(QueueExport.run(source(data), folder, Plausible.ALWAYS));
        } catch (FileAlreadyExistsException e) {
            throw new CommandFailure(ExitCodes.FAILED, folder + " is there already; name a new folder");
        } catch (IOException | StoreException e) {
            throw new CommandFailure(ExitCodes.FAILED, "not exported, or not all of it: " + e.getMessage());
        }
    }

    /** The queue itself if no server has it, else a copy that the server makes. */
    private static Path source(Path data) {
        if (new PidFile(data).running().isEmpty()) {
            if (Files.isDirectory(data.resolve("queue"))) return data;
            throw new CommandFailure(ExitCodes.FAILED, "there is no queue in " + data);
        }
        String copy = RunningServer.ask(data, running -> running.backups()
                .orElseThrow(() -> new CommandFailure(ExitCodes.FAILED,
                        "the running server is of another version, and exports nothing; restart it"))
                .copyQueue());
        return Path.of(copy);
    }

    private int told(QueueExport.Done done) {
        PrintWriter out = spec.commandLine().getOut();
        done.unreadable().forEach(what -> out.println("can't be read: " + what));
        out.println(done.messages() + " messages written to " + folder
                + (done.unreadable().isEmpty() ? "" : "; " + done.unreadable().size() + " things can't be read"));
        return done.unreadable().isEmpty() ? ExitCodes.OK : ExitCodes.FAILED;
    }
}

package org.packetboat.app.cli.backup;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.packetboat.app.cli.shell.AskedServer;
import org.packetboat.app.cli.shell.CommandFailure;
import org.packetboat.app.cli.shell.ConfigurationOption;
import org.packetboat.app.cli.shell.ExitCodes;
import org.packetboat.app.cli.shell.RunningServer;
import org.packetboat.connectors.jmx.backup.BackupMXBean;
import org.packetboat.connectors.json.ExportedMail;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Mail that another queue has exported. */
@Command(name = "import",
        mixinStandardHelpOptions = true,
        description = {"Has the running server take in mail that \"packetboat export\" wrote.",
                "Each message is taken once, however often it is given: go on after a failure with the same command.",
                "A message that is refused for one recipient is not taken at all, and is named."},
        footer = {
                "", "Mail that was held, or waits for the stage of its big send, is left out and named, unless you say",
                "otherwise: here it would go at once.", "",
                "Example:", "  packetboat import /tmp/mail"})
public final class ImportCommand implements Callable<Integer> {
    private static final String JSON = ".json";

    @Mixin
    private ConfigurationOption configuration;

    @Parameters(paramLabel = "FOLDER", description = "The folder with ID.eml and ID.json.")
    private Path folder;

    @Option(names = "--held-too", description = "Take in what was held or waits for a stage, too; it goes at once.")
    private boolean heldToo;

    @Spec
    private CommandSpec spec;

    private int taken;
    private int left;

    @Override
    public Integer call() throws IOException {
        List<Path> files = files();
        return RunningServer.ask(configuration.dataFolder(), running -> {
            BackupMXBean server = running.backups().orElseThrow(() -> new CommandFailure(ExitCodes.FAILED,
                    "the running server is of another version, and takes nothing in; restart it"));
            files.forEach(file -> take(server, file));
            out().println(taken + " messages taken in" + (left > 0 ? "; " + left + " left out" : ""));
            return left > 0 ? ExitCodes.FAILED : ExitCodes.OK;
        });
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.getFileName().toString().endsWith(JSON)).sorted().toList();
        } catch (NoSuchFileException e) {
            throw new CommandFailure(ExitCodes.FAILED, "there is no folder " + folder);
        }
    }

    private void take(BackupMXBean server, Path file) {
        try {
            String envelope = Files.readString(file);
            ExportedMail mail = ExportedMail.read(envelope);
            if (!heldToo && mail.envelopes().stream().anyMatch(e -> e.held() || e.staged())) {
                leave(file, "it was held, or waits for a stage; --held-too takes it in");
                return;
            }
            String name = file.getFileName().toString();
            Path text = file.resolveSibling(name.substring(0, name.length() - JSON.length()) + ".eml");
            out().println(mail.id() + " is " + server.importMail(envelope, Files.readAllBytes(text)) + " here");
            taken++;
        } catch (IOException e) {
            leave(file, e.toString());
        } catch (IllegalArgumentException e) {
            leave(file, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            CommandFailure failure = AskedServer.failure(e);
            if (failure.exitCode() == ExitCodes.NOT_RUNNING) throw failure;
            leave(file, failure.getMessage());
        }
    }

    private void leave(Path file, String why) {
        left++;
        out().println("left out: " + file.getFileName() + ": " + why);
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}

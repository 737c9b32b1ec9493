package org.packetboat.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.packetboat.app.cli.shell.CommandFailure;
import org.packetboat.app.cli.shell.ConfigurationOption;
import org.packetboat.app.cli.shell.ExitCodes;
import org.packetboat.app.cli.shell.Listing;
import org.packetboat.connectors.rocksdb.DataCheck;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Whether the files of the queue can be read. */
@Command(name = "check-data",
        mixinStandardHelpOptions = true,
        description = {"Reads all files of the queue and compares their checksums.",
                "Changes nothing; the server may be running."},
        footer = {
                "", "Exits with 1 if a file is damaged.", "", "Example:", "  packetboat check-data"})
final class CheckDataCommand implements Callable<Integer> {
    @Mixin
    private ConfigurationOption configuration;

    @Option(names = "--json", description = "Print JSON, one object for each damaged file.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    /** A damaged file, for scripts. */
    record Row(String file, String what) {}

    @Override
    public Integer call() {
        Path data = configuration.dataFolder();
        DataCheck.Result result = check(data);
        PrintWriter out = spec.commandLine().getOut();
        for (DataCheck.Finding damage : result.damaged())
            out.println(json
                    ? Listing.DAMAGED_FILE.line(new Row(damage.file().toString(), damage.what()))
                    : "damaged: " + damage.file() + ": " + damage.what());
        if (!json)
            out.println(result.damaged().isEmpty()
                    ? "good: all " + result.files() + " files of the queue in " + data
                    : result.damaged().size() + " damaged of " + result.files() + " files. \"packetboat salvage " + data
                            + "\" writes the mail that can be read into files, if the server does not start.");
        return result.damaged().isEmpty() ? ExitCodes.OK : ExitCodes.FAILED;
    }

    private static DataCheck.Result check(Path data) {
        try {
            return DataCheck.of(data);
        } catch (IOException e) {
            throw new CommandFailure(ExitCodes.FAILED, "there is no queue in " + data + " that can be read: " + e);
        }
    }
}

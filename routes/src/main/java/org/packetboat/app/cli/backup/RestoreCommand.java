package org.packetboat.app.cli.backup;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.packetboat.app.cli.shell.CommandFailure;
import org.packetboat.app.cli.shell.ExitCodes;
import org.packetboat.app.compose.backup.Restoration;
import org.packetboat.app.process.FileModes;
import org.packetboat.connectors.backup.Generation;
import org.packetboat.engine.store.StoreException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A data folder out of a backup. */
@Command(name = "restore",
        mixinStandardHelpOptions = true,
        description = {"Makes a data folder out of a backup, on this machine or another.",
                "Mail that waited then may have been delivered since: it is held until you release or delete it.",
                "Stop the server that the backup was made of, for good, before you start one on the new folder."},
        footer = {
                "", "Killed or failed, give the command again: no server starts on a half restored folder.", "",
                "Example:", "  packetboat restore /mnt/backup/hub --to /var/lib/packetboat"})
public final class RestoreCommand implements Callable<Integer> {
    /** What becomes of mail that waited. */
    enum Waiting {
        HOLD, SEND
    }

    @Parameters(paramLabel = "FOLDER", description = "The folder of the backups.")
    private Path from;

    @Option(names = "--to", required = true, paramLabel = "DATA", description = "The data folder: new, or empty.")
    private Path to;

    @Option(names = "--generation", paramLabel = "N", description = "Which backup (default: the newest).")
    private Optional<Long> generation = Optional.empty();

    @Option(names = "--waiting",
            defaultValue = "hold",
            paramLabel = "WHAT",
            description = "What becomes of mail that waited: hold it, or send it, though some of it may arrive twice "
                    + "(default: ${DEFAULT-VALUE}).")
    private String waiting;

    @Option(names = "--trial",
            description = "Only to see whether it can be restored: the old server goes on, and its backups, too.")
    private boolean trial;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        FileModes.apply();
        boolean hold = switch (waiting.toLowerCase(Locale.ROOT)) {
            case "hold" -> true;
            case "send" -> false;
            default -> throw new CommandFailure(ExitCodes.USAGE,
                    "--waiting: found \"" + waiting + "\"; expected hold or send");
        };
        try {
            tell(Restoration.run(from, to, new Restoration.Choice(generation, hold, trial)), hold);
            return ExitCodes.OK;
        } catch (IOException | StoreException e) {
            throw new CommandFailure(ExitCodes.FAILED, "not restored: " + e.getMessage());
        }
    }

    private void tell(Restoration.Done done, boolean hold) {
        PrintWriter out = spec.commandLine().getOut();
        Generation.Origin origin = done.generation().origin();
        out.println("restored to " + to + ": backup " + done.generation().number() + " of " + origin.server()
                + ", made at " + origin.made() + ", " + done.generation().bytes() + " bytes");
        out.println(hold
                ? done.held() + " envelopes that waited then are held, since they may have been delivered after it. "
                        + "\"packetboat release ALL\" lets them go, \"packetboat find --state held\" lists them"
                : "mail that waited then is sent: what was delivered after the backup may arrive twice");
        done.untold().ifPresent(why -> out.println("note: " + from + " can't be written to (" + why
                + "), so the old server will not notice that it was restored"));
    }
}

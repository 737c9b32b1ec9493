package org.packetboat.app.cli.fleet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.concurrent.Callable;
import org.packetboat.app.cli.shell.CommandFailure;
import org.packetboat.app.cli.shell.ConfigurationOption;
import org.packetboat.app.cli.shell.ExitCodes;
import org.packetboat.app.compose.push.FleetMail;
import org.packetboat.connectors.seal.ServerKeys;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the public key of this server. */
@Command(name = "fleet-key",
        mixinStandardHelpOptions = true,
        description = {"Prints the public key of this server, for \"packetboat push-config\".",
                "The private one is made if there is none; it stays in the data folder (fleet.key, mode 0600). The "
                        + "hub's public key goes into each branch's packetboat.yaml (fleet: { configured-by: KEY }), "
                        + "a branch's into the file SITE.key of the hub's folder fleet.branches."},
        footer = {"", "Example:", "  packetboat fleet-key"})
public final class FleetKeyCommand implements Callable<Integer> {
    private static final FileAttribute<?> OWNER_ONLY = PosixFilePermissions
            .asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    @Mixin
    private ConfigurationOption configuration;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Path data = configuration.dataFolder();
        Path file = FleetMail.keys(data);
        try {
            if (!Files.exists(data)) Files.createDirectories(data, OWNER_ONLY);
            boolean isNew = !Files.exists(file);
            ServerKeys keys = ServerKeys.in(file);
            if (isNew) give(file, Files.getOwner(data));
            spec.commandLine().getOut().println(keys.open().word());
            return ExitCodes.OK;
        } catch (IOException e) {
            throw new CommandFailure(ExitCodes.FAILED, "no key: " + e.getMessage());
        }
    }

    /** Root makes it for the server's user. */
    private static void give(Path file, UserPrincipal owner) throws IOException {
        if (!Files.getOwner(file).equals(owner)) Files.setOwner(file, owner);
    }
}

package org.packetboat.app.cli.provision;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.packetboat.app.cli.shell.CommandFailure;
import org.packetboat.app.cli.shell.ExitCodes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Provisions what is in a file. */
@Command(name = "provision",
        mixinStandardHelpOptions = true,
        description = {"Provisions logins, domains and sites from a file, all or none, in force at once.",
                "The file is YAML or JSON: under logins, domains and sites stands what each name is to be, or "
                        + "\"removed\". What is so already is no change: the same file may come again."},
        footer = {"", "Examples:", "  packetboat provision customers.yaml --dry-run",
                "  packetboat provision customers.yaml --note \"ticket 4711\""})
public final class ProvisionCommand implements Callable<Integer> {
    /** What the server reads at once. */
    private static final long LARGEST = 32L << 20;

    @Mixin
    private ProvisionOptions options;

    @Parameters(paramLabel = "FILE", description = "The file of changes; - reads standard input.")
    private String file;

    @Override
    public Integer call() {
        return options.apply(file.equals("-") ? "standard input" : file, read(), "any");
    }

    private String read() {
        try {
            if (file.equals("-")) return new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
            if (Files.size(Path.of(file)) > LARGEST)
                throw new CommandFailure(ExitCodes.FAILED, file + " has more than " + LARGEST
                        + " bytes; divide it into several");
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new CommandFailure(ExitCodes.FAILED, file + " can't be read: " + e);
        }
    }
}

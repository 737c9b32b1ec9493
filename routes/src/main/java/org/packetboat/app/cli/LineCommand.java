package org.packetboat.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.packetboat.app.cli.shell.CommandFailure;
import org.packetboat.app.cli.shell.ExitCodes;
import org.packetboat.connectors.serial.practice.PracticeLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A telephone line for those who have none at hand. */
@Command(name = "line",
        mixinStandardHelpOptions = true,
        description = "Makes two modems with a telephone line between them, to try a configuration without hardware. "
                + "Whatever number one dials, the other rings. Runs until it is stopped.",
        footer = {
                "", "Example:", "  packetboat line var/line/hub var/line/branch --speed 2400"})
final class LineCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "PORT", description = "Path of the first modem's port; it is created.")
    private Path first;

    @Parameters(index = "1", paramLabel = "PORT", description = "Path of the second modem's port; it is created.")
    private Path second;

    @Option(names = "--speed",
            defaultValue = "9600",
            paramLabel = "BITS",
            description = "Bits per second in each direction (default: ${DEFAULT-VALUE}).")
    private int speed;

    @Option(names = "--errors",
            defaultValue = "0",
            paramLabel = "P",
            description = "Bit error rate, such as 1e-5 (default: ${DEFAULT-VALUE}).")
    private double errors;

    @Option(names = "--drop-after",
            defaultValue = "0",
            paramLabel = "BYTES",
            description = "Lose each call after so many bytes, both directions together; 0: never "
                    + "(default: ${DEFAULT-VALUE}).")
    private long dropAfter;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        try (PracticeLine _ = PracticeLine.open(first, second, speed, errors, dropAfter)) {
            spec.commandLine().getOut().printf("a line of %d bits per second between %s and %s%n", speed, first,
                    second);
            spec.commandLine().getOut().flush();
            new CountDownLatch(1).await();
        } catch (IOException | IllegalArgumentException e) {
            throw new CommandFailure(ExitCodes.FAILED, "no line: " + e.getMessage());
        }
        return ExitCodes.OK;
    }
}

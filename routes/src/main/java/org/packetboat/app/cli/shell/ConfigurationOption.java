package org.packetboat.app.cli.shell;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.packetboat.app.compose.Setup;
import org.packetboat.app.compose.push.ConfigurationVersions;
import org.packetboat.app.config.Configuration;
import org.packetboat.app.config.ConfigurationReader;
import org.packetboat.app.config.ConfigurationReading;
import org.packetboat.app.config.MachineName;
import org.packetboat.app.process.PidFile;
import org.packetboat.schedules.yaml.Problem;
import picocli.CommandLine.Option;

/** Which server a command is about. */
public final class ConfigurationOption {
    @Option(names = {"-c",
            "--config"},
            paramLabel = "FILE",
            defaultValue = "${env:PACKETBOAT_CONFIG}",
            description = "The server's packetboat.yaml (default: the file named by the environment variable "
                    + "PACKETBOAT_CONFIG, otherwise built-in settings: loopback only, data below var/ here).")
    private Optional<Path> file = Optional.empty();

    /** What the file says, warnings and all, whatever was pushed. */
    public ConfigurationReading reading() {
        ConfigurationReader reader = reader();
        return file.map(f -> reader.read(f.toAbsolutePath().normalize()))
                .orElseGet(() -> reader.embedded(Path.of("").toAbsolutePath()));
    }

    /** What is in force: the file, or what the hub has pushed. @throws CommandFailure with all that is wrong */
    public Configuration read() {
        Configuration given = good(reading());
        return versions(given).flatMap(ConfigurationOption::inForce)
                .map(pushed -> good(reader().in(given.places().data()).read(pushed))).orElse(given);
    }

    /**
     * What the hub has pushed, for who is about to serve; empty if the file lets nobody push, or another process serves
     * already: then it is that one's.
     *
     * @throws CommandFailure with all that is wrong with the file
     */
    public Optional<ConfigurationVersions> versions() {
        Configuration given = good(reading());
        boolean served = new PidFile(given.places().data()).running()
                .filter(pid -> pid != ProcessHandle.current().pid()).isPresent();
        return served ? Optional.empty() : versions(given);
    }

    private static Optional<ConfigurationVersions> versions(Configuration given) {
        return given.fleet().push().configuredBy().map(_ -> new ConfigurationVersions(given.places().data()));
    }

    private static Optional<Path> inForce(ConfigurationVersions versions) {
        try {
            return versions.inForce();
        } catch (UncheckedIOException e) {
            throw new CommandFailure(ExitCodes.BAD_CONFIGURATION, e.getMessage());
        }
    }

    private static Configuration good(ConfigurationReading reading) {
        return switch (reading) {
            case ConfigurationReading.Good(Configuration configuration, var _) -> configuration;
            case ConfigurationReading.Bad(var problems) -> throw new CommandFailure(ExitCodes.BAD_CONFIGURATION,
                    describe(problems));
        };
    }

    private static ConfigurationReader reader() {
        return new ConfigurationReader(() -> MachineName.here().get());
    }

    /**
     * All that the configuration names, read.
     *
     * @throws CommandFailure with all that is wrong
     */
    public Setup.Result.Good setup(Instant now) {
        return setup(read(), now);
    }

    /**
     * All that a configuration names, read.
     *
     * @throws CommandFailure with all that is wrong
     */
    public static Setup.Result.Good setup(Configuration configuration, Instant now) {
        return switch (Setup.of(configuration, now)) {
            case Setup.Result.Good good -> good;
            case Setup.Result.Bad(var problems) -> throw new CommandFailure(ExitCodes.BAD_CONFIGURATION,
                    describe(problems));
        };
    }

    public Path dataFolder() {
        return read().places().data();
    }

    /** Whether the embedded default is used. */
    public boolean isEmbedded() {
        return file.isEmpty();
    }

    public static String describe(List<Problem> problems) {
        return "the configuration can't be used\n" + String.join("\n", problems.stream().map(p -> "  " + p).toList());
    }
}

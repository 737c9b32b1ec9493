package org.packetboat.app.compose;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.packetboat.app.compose.check.CheckedMachine;
import org.packetboat.app.config.Configuration;
import org.packetboat.app.config.ConfigurationReading;
import org.packetboat.schedules.yaml.Problem;

/**
 * All that can be said of a configuration before it is started.
 *
 * @param problems errors and warnings
 * @param setup    what would be started; empty if it can't be
 */
public record Inspection(List<Problem> problems, Optional<Setup> setup) {
    public Inspection {
        problems = List.copyOf(problems);
    }

    /** What the files say by themselves, on whatever machine they are read. */
    public static Inspection ofFiles(ConfigurationReading reading, Instant now) {
        return of(reading, _ -> List.of(), now);
    }

    /** What they need of a machine and its network, too. */
    public static Inspection of(ConfigurationReading reading, CheckedMachine machine, Instant now) {
        return of(reading, setup -> setup.check(machine, now), now);
    }

    private static Inspection of(ConfigurationReading reading, Function<Setup, List<Problem>> more, Instant now) {
        return switch (reading) {
            case ConfigurationReading.Bad(List<Problem> bad) -> new Inspection(bad, Optional.empty());
            case ConfigurationReading.Good(Configuration read, List<Problem> warnings) -> of(read, warnings, more, now);
        };
    }

    private static Inspection of(Configuration read, List<Problem> before, Function<Setup, List<Problem>> more,
            Instant now) {
        List<Problem> problems = new ArrayList<>(before);
        return switch (Setup.of(read, now)) {
            case Setup.Result.Bad(List<Problem> bad) -> {
                problems.addAll(bad);
                yield new Inspection(problems, Optional.empty());
            }
            case Setup.Result.Good(Setup setup, List<Problem> warnings) -> {
                problems.addAll(warnings);
                problems.addAll(more.apply(setup));
                yield new Inspection(problems, Optional.of(setup));
            }
        };
    }

    /** Whether there is no error. */
    public boolean isGood() {
        return problems.stream().noneMatch(Problem::isError);
    }
}

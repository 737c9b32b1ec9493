package org.packetboat.app.compose;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    /** @param asks whether the name service is asked for hosts, which takes up to ten seconds */
    public static Inspection of(ConfigurationReading reading, boolean asks, Instant now) {
        return switch (reading) {
            case ConfigurationReading.Bad(List<Problem> bad) -> new Inspection(bad, Optional.empty());
            case ConfigurationReading.Good(Configuration read, List<Problem> warnings) -> of(read, warnings, asks, now);
        };
    }

    private static Inspection of(Configuration read, List<Problem> before, boolean asks, Instant now) {
        List<Problem> problems = new ArrayList<>(before);
        return switch (Setup.of(read, now)) {
            case Setup.Result.Bad(List<Problem> bad) -> {
                problems.addAll(bad);
                yield new Inspection(problems, Optional.empty());
            }
            case Setup.Result.Good(Setup setup, List<Problem> warnings) -> {
                problems.addAll(warnings);
                problems.addAll(setup.check(asks, now));
                yield new Inspection(problems, Optional.of(setup));
            }
        };
    }

    /** Whether there is no error. */
    public boolean isGood() {
        return problems.stream().noneMatch(Problem::isError);
    }
}

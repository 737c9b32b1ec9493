package org.packetboat.app.compose.fleet;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.packetboat.engine.fleet.BranchReport;

/**
 * The last that was heard of a site.
 *
 * @param at     when, by our clock
 * @param word   its report, as it came
 * @param before the data folder and run that it told of before that of its report; empty if there was none
 * @param twin   whether one that had gone was heard again: two machines report as this site
 */
record Heard(String site, Instant at, String word, String before, boolean twin) {
    private static final int FIELDS = 5;

    BranchReport report() {
        return BranchReport.read(word).orElseThrow();
    }

    /** By how much its clock is ahead of ours; empty if it did not tell. */
    Optional<Duration> clockAhead() {
        return report().clock().map(told -> Duration.between(at, told));
    }

    /** What is known once this report has come, too. A run that comes back after another one is no restart. */
    Heard then(Instant now, String next) {
        String last = report().instance();
        String told = BranchReport.read(next).orElseThrow().instance();
        boolean same = told.equals(last) || told.isEmpty();
        return new Heard(site, now, next, same ? before : last, same ? twin : !before.isEmpty() && told.equals(before));
    }

    String line() {
        return String.join("\t", site, at.toString(), word, before, Boolean.toString(twin));
    }

    /** Empty for what a crash left half written. */
    static Optional<Heard> read(String line) {
        String[] fields = line.split("\t", -1);
        try {
            return fields.length == FIELDS && BranchReport.read(fields[2]).isPresent()
                    ? Optional.of(new Heard(fields[0], Instant.parse(fields[1]), fields[2], fields[3],
                            Boolean.parseBoolean(fields[4])))
                    : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}

package org.packetboat.app.compose.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.packetboat.engine.fleet.BranchReport;

/**
 * How this server is, for its hub.
 *
 * @param version  of the program
 * @param instance names data folder and run
 * @param free     bytes free on the disk of the queue
 * @param depth    how many envelopes wait
 * @param oldest   when the oldest that waits came in, as it was lately
 * @param clock    the time; empty if our clock can't be right
 * @param problems what is wrong now
 */
public record OwnReport(String version, String instance, LongSupplier free, LongSupplier depth,
        Supplier<Optional<Instant>> oldest, Supplier<Optional<Instant>> clock, Supplier<List<String>> problems) {
    private static final long MB = 1_000_000;

    /** As it is now. */
    String word(Instant now) {
        List<String> wrong = problems.get();
        Duration waited = oldest.get().map(since -> Duration.between(since, now)).filter(Duration::isPositive)
                .orElse(Duration.ZERO);
        return new BranchReport(version, free.getAsLong() / MB, depth.getAsLong(), waited, clock.get(), instance,
                wrong.size(), wrong.stream().findFirst().orElse("")).word();
    }
}

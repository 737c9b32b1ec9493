package org.packetboat.schedules.file.link;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.route.Window;
import org.packetboat.engine.tariff.RateTimes;
import org.packetboat.engine.tariff.Rates;

/**
 * Rates that hold while windows are open.
 *
 * @param usual the rates when none of them is
 * @param times other rates; of several that hold at once the first counts
 */
record WindowRates(Rates usual, List<Timed> times) implements RateTimes {
    WindowRates {
        times = List.copyOf(times);
    }

    /** Rates that hold while a window is open. */
    record Timed(Window window, Rates rates) {}

    @Override
    public Rates at(Instant at) {
        return times.stream().filter(timed -> timed.window().isOpen(at)).map(Timed::rates).findFirst().orElse(usual);
    }

    @Override
    public Optional<Instant> change(Instant after) {
        return times.stream().flatMap(timed -> timed.window().from(after).stream()).map(open -> next(open, after))
                .filter(at -> at.isBefore(Instant.MAX)).min(Instant::compareTo);
    }

    private static Instant next(Interval open, Instant after) {
        return open.open().isAfter(after) ? open.open() : open.close();
    }
}

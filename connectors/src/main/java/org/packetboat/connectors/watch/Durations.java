package org.packetboat.connectors.watch;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** How often something took how long since the start. May be used from any thread. */
public final class Durations {
    /** Upper ends, each included: what takes seconds on a network takes hours over windows. */
    public static final List<Duration> UP_TO = List.of(Duration.ofMillis(100), Duration.ofSeconds(1),
            Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(2), Duration.ofMinutes(10),
            Duration.ofHours(1), Duration.ofHours(4), Duration.ofHours(12), Duration.ofDays(1), Duration.ofDays(2),
            Duration.ofDays(5));

    private final List<LongAdder> counts = Stream.generate(LongAdder::new).limit(UP_TO.size() + 1L).toList();
    private final LongAdder millis = new LongAdder();

    public void add(Duration took) {
        int place = 0;
        while (place < UP_TO.size() && took.compareTo(UP_TO.get(place)) > 0)
            place++;
        counts.get(place).increment();
        millis.add(took.toMillis());
    }

    /** How many took longer than the end before, and not longer than this; the last: longer than all ends. */
    public List<Long> counts() {
        return IntStream.range(0, counts.size()).mapToObj(i -> counts.get(i).sum()).toList();
    }

    /** All of them together, in seconds. */
    public double seconds() {
        return millis.sum() / 1000.0;
    }
}

package org.packetboat.connectors.metrics;

import java.time.Duration;
import org.packetboat.connectors.watch.Durations;

/** A filter that was asked three times. */
record FakeFilter(String name, Durations took) implements ServerFigures.Filter {
    FakeFilter(String name) {
        this(name, new Durations());
        took.add(Duration.ofSeconds(2));
    }

    @Override
    public long messages() {
        return 3;
    }

    @Override
    public long refused() {
        return 1;
    }

    @Override
    public long putOff() {
        return 2;
    }

    @Override
    public long discarded() {
        return 4;
    }

    @Override
    public long troubles() {
        return 5;
    }

    @Override
    public boolean isDown() {
        return true;
    }
}

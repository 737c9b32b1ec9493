package org.packetboat.connectors.system;

import java.time.Duration;
import org.packetboat.engine.time.Elapsed;

/** The time that has passed since it was made, whatever the machine's clock says; none while that sleeps. */
public final class MonotonicClock implements Elapsed {
    private final long began = System.nanoTime();

    @Override
    public Duration time() {
        return Duration.ofNanos(System.nanoTime() - began);
    }
}

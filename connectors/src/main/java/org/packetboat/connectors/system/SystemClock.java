package org.packetboat.connectors.system;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** The machine's clock, in whole milliseconds as the queue stores them. */
public final class SystemClock implements InstantSource {
    private final Clock clock = Clock.systemUTC();

    @Override
    public Instant instant() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}

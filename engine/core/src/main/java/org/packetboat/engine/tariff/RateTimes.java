package org.packetboat.engine.tariff;

import java.time.Instant;
import java.util.Optional;

/** Which rates hold when. Any thread may ask. */
public interface RateTimes {
    /** The rates that hold at an instant. */
    Rates at(Instant at);

    /** The next instant at which other rates may hold; empty if they stay as they are then. */
    Optional<Instant> change(Instant after);
}

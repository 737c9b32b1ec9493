package org.packetboat.protocols.uucp.greeting;

import java.time.Instant;
import java.util.Optional;

/** The time as two Packetboats tell it to each other in their greetings: {@code -T} and seconds since 1970. */
public interface TimeOfDay {
    /** Tells nothing, and is told nothing. */
    TimeOfDay NONE = new TimeOfDay() {
        @Override
        public Optional<Instant> now() {
            return Optional.empty();
        }

        @Override
        public void told(String node, Instant time) {
            // for nobody
        }
    };

    /** What our clock shows; empty if it can't be right. */
    Optional<Instant> now();

    /**
     * A far side that has shown who it is tells the time. Told when the call is over, lest its own deadlines jump.
     * Whether it is believed is not this one's affair.
     */
    void told(String node, Instant time);
}

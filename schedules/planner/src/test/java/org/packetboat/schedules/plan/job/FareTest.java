package org.packetboat.schedules.plan.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What calls of a job carry, and so what they cost. */
class FareTest {
    /** Fewer bytes than milliseconds, and so many that a product of both is no long any more. */
    @Test
    void bytesAreDividedByTheLengthsOfCalls() {
        assertEquals(40_000, new Fare(Optional.empty(), 60_000).share(60_000, 90_000));
        long terabyte = 1_000_000_000_000L;
        assertEquals(terabyte / 3, new Fare(Optional.empty(), terabyte).share(20_000_000, 60_000_000));
    }
}

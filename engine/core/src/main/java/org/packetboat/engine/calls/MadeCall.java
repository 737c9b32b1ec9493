package org.packetboat.engine.calls;

import java.time.Duration;
import java.time.Instant;

/**
 * A call of the last day, for those who plan the next ones.
 *
 * @param began by the machine's clock, in whole milliseconds
 * @param ended when it did, or now if it has not; as it began if it reached nobody
 */
public record MadeCall(Callee callee, Instant began, Instant ended) {
    /** How long it lasted. */
    public Duration lasted() {
        return Duration.between(began, ended);
    }
}

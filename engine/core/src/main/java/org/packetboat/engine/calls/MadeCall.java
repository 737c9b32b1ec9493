package org.packetboat.engine.calls;

import java.time.Duration;
import java.time.Instant;

/**
 * A call of the last day, for those who plan the next ones.
 *
 * @param began by the machine's clock, in whole milliseconds
 * @param ended when it did, or now if it has not; as it began if it reached nobody
 * @param underWay whether it has not ended
 */
public record MadeCall(Callee callee, Instant began, Instant ended, boolean underWay) {
    /** One that is over. */
    public MadeCall(Callee callee, Instant began, Instant ended) {
        this(callee, began, ended, false);
    }

    /** The same if it lasts until then. */
    public MadeCall until(Instant end) {
        return end.isAfter(ended) ? new MadeCall(callee, began, end, underWay) : this;
    }

    /** How long it lasted. */
    public Duration lasted() {
        return Duration.between(began, ended);
    }
}

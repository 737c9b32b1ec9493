package org.packetboat.schedules.plan.answer;

import java.time.Duration;
import java.util.Optional;

/**
 * A site that can't be served.
 *
 * @param site its name
 * @param why  the reason
 * @param late what it would get if its last window stayed open until it is served, after everyone else
 */
public record Missed(String site, Why why, Optional<Late> late) {
    /**
     * A call that comes too late.
     *
     * @param server who would make it
     * @param line   over which line
     * @param call   when
     * @param by     how long after the close of its window, or after deliver-by, it would end
     */
    public record Late(String server, String line, PlannedCall call, Duration by) {}
}

package org.packetboat.engine.calls;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What limits the calls to a site. All of it holds; the strictest limit is reached first.
 *
 * @param far  of the calls to its number, over whatever link; without a number, of those to the site
 * @param link of all calls over its link, whomever they are to
 */
public record CallBudget(CallLimits far, CallLimits link) {
    /** Any number of calls. */
    public static final CallBudget NONE = new CallBudget(CallLimits.NONE, CallLimits.NONE);

    /** How long one call may last. */
    public Optional<Duration> longestCall() {
        return Stream.of(far, link).flatMap(l -> l.longestCall().stream()).min(Duration::compareTo);
    }

    /** Whether data are counted month by month. */
    public boolean isMetered() {
        return far.data().isPresent() || link.data().isPresent();
    }
}

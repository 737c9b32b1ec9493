package org.packetboat.engine.calls;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** What the limits of one site leave. Used by the node only. */
public record CallMeter(CallBook book, Callee callee, CallBudget budget) {
    /** The limit that leaves no call now; of several, the one that lasts longest. */
    public Optional<LimitReached> reached() {
        return book.reached(callee, budget);
    }

    /** How long a call may last that begins now; empty for as long as it likes. */
    public Optional<Duration> most() {
        return Stream.of(budget.longestCall(), book.left(callee, budget)).flatMap(Optional::stream)
                .min(Duration::compareTo);
    }
}

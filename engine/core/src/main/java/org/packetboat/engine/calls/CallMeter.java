package org.packetboat.engine.calls;

import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** What the limits of one site leave. Used by the node only. */
public record CallMeter(CallBook book, Callee callee, CallBudget budget) {
    /** The limit that leaves no call now; of several, the one that lasts longest. */
    public Optional<LimitReached> reached() {
        return Stream.of(book.reached(callee, budget), book.data().reached(callee, budget, book.wall()))
                .flatMap(Optional::stream).max(Comparator.comparing(LimitReached::until));
    }

    /** Whether a month's data are used up, and nothing more is to be sent. */
    public boolean isDataUsedUp() {
        return book.data().reached(callee, budget, book.wall()).isPresent();
    }

    /** How long a call may last that begins now; empty for as long as it likes. */
    public Optional<Duration> most() {
        return most(Duration.ZERO);
    }

    /** How much longer a call may last; empty for as long as it likes. @param lasted how long it has, by now */
    public Optional<Duration> most(Duration lasted) {
        return Stream.of(budget.longestCall().map(longest -> longest.minus(lasted)), book.left(callee, budget))
                .flatMap(Optional::stream).min(Duration::compareTo);
    }
}

package org.packetboat.engine.router;

import java.time.Duration;

/** The times of the protocol. */
final class RouterTimers {
    /** Everything is advertised once in this time. */
    static final Duration ROUND = Duration.ofSeconds(60);
    /** Whoever was not heard for this long is asked. */
    static final Duration LATE = Duration.ofSeconds(65);
    /** And again after this. */
    static final Duration ASK_AGAIN = Duration.ofSeconds(5);
    /** Whoever was not heard for this long is gone, with all that it reached. */
    static final Duration GONE = Duration.ofSeconds(85);
    /** What a server did not repeat for this long is forgotten: two rounds and a half. */
    static final Duration FORGOTTEN = Duration.ofSeconds(150);
    /** Changes are not told more often than this. */
    static final Duration GAP = Duration.ofSeconds(1);
    /** How often a change is told, in case a datagram is lost. */
    static final int TOLD = 3;
    /** How long answers to a question are waited for. */
    static final Duration ANSWERS = Duration.ofSeconds(2);

    private RouterTimers() {}
}

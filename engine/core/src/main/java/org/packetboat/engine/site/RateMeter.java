package org.packetboat.engine.site;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.packetboat.engine.peer.MaxRate;

/** When a site was handed its last messages, so that in no stretch of time it gets more than it may. Not on disk. */
final class RateMeter {
    private final Deque<Instant> given = new ArrayDeque<>();

    /** It was handed one. */
    void give(MaxRate rate, Instant now) {
        given.add(now);
        while (given.size() > rate.mails())
            given.remove();
    }

    /** What it was handed then came back untried. */
    void takeBack(Instant then) {
        given.removeLastOccurrence(then);
    }

    /** When it may have the next one. */
    Instant next(MaxRate rate) {
        return given.size() < rate.mails() ? Instant.MIN : given.getFirst().plus(rate.per());
    }

    void copy(RateMeter earlier) {
        given.addAll(earlier.given);
    }

    /** After the clock went back. */
    void clear() {
        given.clear();
    }
}

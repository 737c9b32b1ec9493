package org.packetboat.engine.queue.ledger;

import java.time.Instant;

/**
 * How far a big send is.
 *
 * @param started   when the first mail of it was accepted
 * @param sites     envelopes in all: one for each message and destination domain
 * @param delivered of these, all of whose recipients have it
 * @param late      of those delivered, after the time they should have been
 * @param failed    of these, some of whose recipients will never get it
 * @param relayed   of these, which another Packetboat has that has not told yet that they arrived
 */
public record BatchSummary(String name, Instant started, long sites, long delivered, long late, long failed,
        long relayed) {
    /** One of which nothing is relayed. */
    public BatchSummary(String name, Instant started, long sites, long delivered, long late, long failed) {
        this(name, started, sites, delivered, late, failed, 0);
    }

    /** How many are still on their way. */
    public long waiting() {
        return sites - delivered - failed - relayed;
    }
}

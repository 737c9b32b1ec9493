package org.packetboat.engine.log;

import java.time.Duration;

/**
 * How long things take, and how large they are.
 *
 * @param heartbeat     from one sign of life of the owner to the next
 * @param lease         for how long after a heartbeat was sent the owner may start envelopes
 * @param margin        what a new owner waits beyond that, since clocks don't run alike
 * @param silence       after how long without a sign a standby takes over
 * @param ownSilence    the same, if the owner was an earlier life of this machine
 * @param timeout       for an answer of the brokers
 * @param poll          from one look at the end of the log to the next
 * @param transaction   how long one stays open
 * @param storeTimeout  how long the local store may fail before another machine is to take over
 * @param snapshotRest  from one snapshot of a standby to its next, at least; its log and chunks are kept for that long
 * @param piece         bytes of an entry in one record, at most
 * @param snapshotEvery after how many entries a standby writes a snapshot
 * @param chunkKeys     keys in a chunk of a snapshot, on average
 */
public record LogSettings(Duration heartbeat, Duration lease, Duration margin, Duration silence, Duration ownSilence,
        Duration timeout, Duration poll, Duration transaction, Duration storeTimeout, Duration snapshotRest,
        int piece, long snapshotEvery, int chunkKeys) {
    public static final LogSettings DEFAULT = new LogSettings(Duration.ofMillis(500), Duration.ofSeconds(2),
            Duration.ofMillis(200), Duration.ofSeconds(4), Duration.ofSeconds(1), Duration.ofSeconds(10),
            Duration.ofMillis(100), Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofMinutes(10), 512 * 1024,
            100_000, 1024);

    /** The same for a machine whose last server could not be started: others take over before it does. */
    public LogSettings afterFailedStart() {
        return new LogSettings(heartbeat, lease, margin, silence, silence.multipliedBy(3), timeout, poll, transaction,
                storeTimeout, snapshotRest, piece, snapshotEvery, chunkKeys);
    }

    /** The same with other sizes, and another rest between snapshots. */
    public LogSettings sizes(int piece, long snapshotEvery, int chunkKeys, Duration snapshotRest) {
        return new LogSettings(heartbeat, lease, margin, silence, ownSilence, timeout, poll, transaction, storeTimeout,
                snapshotRest, piece, snapshotEvery, chunkKeys);
    }
}

package org.packetboat.engine.queue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.time.AgeClock;

/**
 * A moment at which the node is to look at something.
 *
 * @param at    the moment, by the machine's clock as it goes today
 * @param key   as it is stored
 * @param about a submission key, or the place of {@link TimerKind#HEAD}
 */
public record Timer(Instant at, TimerKind kind, EnvelopeId id, byte[] key, byte[] about) {
    /** What is to have arrived by a date and hour that its sender named is looked at this often. */
    public static final Duration LOOK_AGAIN = Duration.ofHours(6);

    /** What waits for its stage has no end yet. So it leaves no timer behind that never comes. */
    private static final Duration STAGED_LOOK_AGAIN = Duration.ofDays(7);

    /**
     * When an envelope is to be looked at for what is due at a time. Timers go by age time; a clock that is put forward
     * brings a time nearer that a sender named by date and hour.
     */
    public static Instant noLater(Instant at, Envelope envelope, Instant now) {
        boolean named = envelope.deliverBy().filter(by -> !by.counted()).isPresent();
        Instant latest = now.plus(named ? LOOK_AGAIN : STAGED_LOOK_AGAIN);
        return (named || envelope.waitsForStage()) && at.isAfter(latest) ? latest : at;
    }

    /** @return empty for a kind that this version does not know */
    static Optional<Timer> decode(byte[] key, byte[] value, AgeClock clock) {
        ByteBuffer in = ByteBuffer.wrap(key);
        Instant at = clock.toWall(Instant.ofEpochMilli(in.getLong()));
        return TimerKind.stored(in.get()).map(kind -> new Timer(at, kind, Keys.envelopeId(key, 9),
                Arrays.copyOf(key, key.length), Arrays.copyOf(value, value.length)));
    }
}

package org.packetboat.engine.queue;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
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
    static Timer decode(byte[] key, byte[] value, AgeClock clock) {
        ByteBuffer in = ByteBuffer.wrap(key);
        return new Timer(clock.toWall(Instant.ofEpochMilli(in.getLong())), TimerKind.values()[in.get()],
                Keys.envelopeId(key, 9), Arrays.copyOf(key, key.length), Arrays.copyOf(value, value.length));
    }
}

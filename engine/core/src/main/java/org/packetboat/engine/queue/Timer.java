package org.packetboat.engine.queue;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import org.packetboat.engine.mail.EnvelopeId;

/** A moment at which the node is to look at something. */
public record Timer(Instant at, TimerKind kind, EnvelopeId id, byte[] about) {
    static Timer decode(byte[] key, byte[] value) {
        ByteBuffer in = ByteBuffer.wrap(key);
        return new Timer(Instant.ofEpochMilli(in.getLong()), TimerKind.values()[in.get()], Keys.envelopeId(key, 9),
                Arrays.copyOf(value, value.length));
    }

    byte[] key() {
        return Keys.timer(at, kind, id);
    }
}

package org.packetboat.engine.queue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Priority;

/**
 * An envelope's place in its domain's queue: what the forwarder must know before it reads the envelope itself.
 *
 * <pre>
 * due ms 8 | size 8 | why 1
 * </pre>
 */
public record OrderEntry(Priority priority, EnvelopeId id, Instant due, long size, Waiting waiting) {
    /** Why it waits until its due time. Stored by ordinal: add at the end only. */
    public enum Waiting {
        /** Until a time its sender chose. */
        NOT_BEFORE,
        /** Until its next attempt. */
        RETRY,
        /** Until an operator lets it go. */
        HELD
    }

    static byte[] encode(Envelope e) {
        Waiting why = e.held() ? Waiting.HELD : e.due().isAfter(e.notBefore()) ? Waiting.RETRY : Waiting.NOT_BEFORE;
        return ByteBuffer.allocate(17).putLong(e.due().toEpochMilli()).putLong(e.message().size())
                .put((byte) why.ordinal()).array();
    }

    static OrderEntry decode(byte[] key, byte[] value) {
        ByteBuffer in = ByteBuffer.wrap(value);
        return new OrderEntry(Keys.orderPriority(key), Keys.orderId(key), Instant.ofEpochMilli(in.getLong()),
                in.getLong(), Waiting.values()[in.get()]);
    }

    /**
     * When it may be tried. A retry never lies further ahead than the longest wait, whatever the clock did since it was set.
     *
     * @param longest the longest wait before a retry
     * @return {@link Instant#MAX} while it is held
     */
    public Instant dueBy(Instant now, Duration longest) {
        return switch (waiting) {
            case HELD -> Instant.MAX;
            case NOT_BEFORE -> due;
            case RETRY -> due.isAfter(now.plus(longest)) ? now.plus(longest) : due;
        };
    }
}

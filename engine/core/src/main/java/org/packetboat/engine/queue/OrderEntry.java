package org.packetboat.engine.queue;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Priority;

/**
 * An envelope's place in its domain's queue: what the forwarder must know before it reads the envelope itself.
 *
 * <pre>
 * due ms 8 | size 8 | why 1 | by ms 8
 * </pre>
 *
 * The last field may be missing, as it was once not written.
 *
 * @param by when it has to have gone: {@link Envelope#by}
 */
public record OrderEntry(Priority priority, EnvelopeId id, Instant due, long size, Waiting waiting, Instant by) {
    private static final Duration LONGEST_CARRIED = Duration.ofDays(Outcome.Carried.MOST_DAYS);

    /** Why it waits until its due time. Stored by ordinal: add at the end only. */
    public enum Waiting {
        /** Until a time its sender chose. */
        NOT_BEFORE,
        /** Until its next attempt. */
        RETRY,
        /** Until an operator lets it go. */
        HELD,
        /** For nothing: it may go as soon as it is its turn, whatever the clock showed when it came in. */
        TURN,
        /** For the answer of a carrier that has it. */
        CARRIED
    }

    /** The place of an envelope. */
    public static OrderEntry of(Envelope e) {
        return new OrderEntry(e.priority(), e.id(), e.due(), e.message().size(), why(e), e.by());
    }

    static byte[] encode(Envelope e) {
        return ByteBuffer.allocate(25).putLong(e.due().toEpochMilli()).putLong(e.message().size())
                .put((byte) why(e).ordinal()).putLong(e.by().toEpochMilli()).array();
    }

    private static Waiting why(Envelope e) {
        if (e.held()) return Waiting.HELD;
        if (e.isCarried()) return Waiting.CARRIED;
        if (e.attempts() > 0 || e.due().isAfter(e.notBefore())) return Waiting.RETRY;
        return e.notBefore().isAfter(e.message().arrived()) ? Waiting.NOT_BEFORE : Waiting.TURN;
    }

    /** A value that can't be read says nothing: its envelope may go, and tells the rest. */
    static OrderEntry decode(byte[] key, byte[] value) {
        try {
            return whole(key, value);
        } catch (IndexOutOfBoundsException | BufferUnderflowException damaged) {
            return new OrderEntry(Keys.orderPriority(key), Keys.orderId(key), Instant.EPOCH, 0, Waiting.TURN,
                    Instant.MAX);
        }
    }

    private static OrderEntry whole(byte[] key, byte[] value) {
        ByteBuffer in = ByteBuffer.wrap(value);
        return new OrderEntry(Keys.orderPriority(key), Keys.orderId(key), Instant.ofEpochMilli(in.getLong()),
                in.getLong(), Waiting.values()[in.get()],
                in.hasRemaining() ? Instant.ofEpochMilli(in.getLong()) : Instant.MAX);
    }

    /** Whether a call may be made for it, now or later: not while it is held, or waits for its stage, or goes along. */
    public boolean isReasonToCall() {
        return waiting != Waiting.HELD && !Envelope.isForItsStage(due) && !Envelope.meansAlong(due);
    }

    /**
     * When it may be tried. A retry that lies further ahead than the longest wait, or than a carrier is ever waited
     * for, was set by a clock that has been put back since: it is due.
     *
     * @param longest the longest wait before a retry
     * @return {@link Instant#MAX} while it is held
     */
    public Instant dueBy(Instant now, Duration longest) {
        return switch (waiting) {
            case HELD -> Instant.MAX;
            case TURN -> due.isAfter(now) ? now : due;
            case NOT_BEFORE -> due;
            case CARRIED -> due.isAfter(now.plus(LONGEST_CARRIED)) ? now : due;
            case RETRY -> due.isAfter(now.plus(longest)) ? now : due;
        };
    }
}

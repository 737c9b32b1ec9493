package org.packetboat.connectors.history;

import java.nio.ByteBuffer;
import java.time.Instant;
import org.packetboat.engine.queue.codec.EventCodec;
import org.packetboat.engine.status.StatusEvent;

/** One entry of a file. */
sealed interface Frame {
    /** When it was, by the clock of that time. */
    Instant at();

    /** Something happened. */
    record Event(StatusEvent event) implements Frame {
        @Override
        public Instant at() {
            return event.at();
        }
    }

    /** A server began to write. @param before when the last entry before was made @param clean whether it was closed */
    record Begun(Instant at, Instant before, boolean clean) implements Frame {}

    /** A server ended in good order. */
    record Closed(Instant at) implements Frame {}

    /** So many events could not be written. */
    record Lost(Instant at, Instant first, long count) implements Frame {}

    /**
     * The stored form, without the frame's own head.
     *
     * <pre>
     * kind 1 | 0: the event, as EventCodec has it
     *        | 1: at ms 8 | before ms 8 | clean 1
     *        | 2: at ms 8
     *        | 3: at ms 8 | first ms 8 | count 8
     * </pre>
     */
    default byte[] toBytes() {
        return switch (this) {
            case Event(StatusEvent event) -> {
                byte[] coded = EventCodec.encode(event);
                yield ByteBuffer.allocate(1 + coded.length).put((byte) 0).put(coded).array();
            }
            case Begun(Instant at, Instant before, boolean clean) -> ByteBuffer.allocate(18).put((byte) 1)
                    .putLong(at.toEpochMilli()).putLong(before.toEpochMilli()).put((byte) (clean ? 1 : 0)).array();
            case Closed(Instant at) -> ByteBuffer.allocate(9).put((byte) 2).putLong(at.toEpochMilli()).array();
            case Lost(Instant at, Instant first, long count) -> ByteBuffer.allocate(25).put((byte) 3)
                    .putLong(at.toEpochMilli()).putLong(first.toEpochMilli()).putLong(count).array();
        };
    }

    /** @throws RuntimeException if this program doesn't know it */
    static Frame of(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        int kind = in.get();
        return switch (kind) {
            case 0 -> {
                byte[] coded = new byte[in.remaining()];
                in.get(coded);
                yield new Event(EventCodec.decode(coded));
            }
            case 1 -> new Begun(time(in), time(in), in.get() == 1);
            case 2 -> new Closed(time(in));
            case 3 -> new Lost(time(in), time(in), in.getLong());
            default -> throw new IllegalStateException("entry of kind " + kind + "; expected 0 to 3");
        };
    }

    private static Instant time(ByteBuffer in) {
        return Instant.ofEpochMilli(in.getLong());
    }
}

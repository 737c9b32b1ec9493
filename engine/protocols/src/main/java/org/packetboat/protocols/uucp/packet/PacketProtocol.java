package org.packetboat.protocols.uucp.packet;

import java.time.Instant;

/**
 * Carries pieces over a bad line, in order, each once. No I/O: bytes in, bytes out, one alarm. What cannot be carried
 * makes it {@link State.Failed}; it never waits for ever.
 */
public interface PacketProtocol {
    /** How far it is. */
    sealed interface State {
        /** The two sides are finding each other. */
        record Opening() implements State {}

        record Open() implements State {}

        /** Shut down by either side. */
        record Closed() implements State {}

        /** The far side does not answer, or answers nonsense. */
        record Failed(String why) implements State {}
    }

    State state();

    void open(Instant now);

    void receive(byte[] bytes, Instant now);

    /** The next packet, or nothing. Called only when what was sent before has left. */
    byte[] transmit(Instant now);

    /** When to call {@link #rang}; {@link Instant#MAX} for never. */
    Instant alarm();

    void rang(Instant now);

    /** Shuts down, once what is under way has arrived. */
    void close(Instant now);

    /** Whether both sides may send at the same time. */
    boolean fullDuplex();

    /** What was carried so far. */
    Traffic traffic();
}

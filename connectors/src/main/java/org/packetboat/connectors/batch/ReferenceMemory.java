package org.packetboat.connectors.batch;

import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bytes of a reference where native code can read them, outside of the heap. Freed when it is closed, not at some later
 * collection of garbage, which on a quiet server may be never. May be closed by another thread than made it, and twice.
 */
public final class ReferenceMemory implements AutoCloseable {
    private static final AtomicLong HELD = new AtomicLong();

    private final Arena arena = Arena.ofShared();
    private final ByteBuffer bytes;
    private boolean closed;

    ReferenceMemory(byte[] reference) {
        bytes = arena.allocate(reference.length).asByteBuffer().put(reference).flip();
        HELD.addAndGet(reference.length);
    }

    /** How many bytes all of them hold now. */
    public static long held() {
        return HELD.get();
    }

    ByteBuffer bytes() {
        return bytes;
    }

    @Override
    public synchronized void close() {
        if (closed) return;
        closed = true;
        HELD.addAndGet(-bytes.capacity());
        arena.close();
    }
}

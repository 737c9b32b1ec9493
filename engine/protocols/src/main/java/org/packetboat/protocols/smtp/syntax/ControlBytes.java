package org.packetboat.protocols.smtp.syntax;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Finds the bytes in a text that need a look, eight at a time. */
final class ControlBytes {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int FIRST_HARMLESS = 0x0e;
    private static final long FLOOR = 0x0101010101010101L * FIRST_HARMLESS;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private ControlBytes() {}

    /** Where the first byte of 0 to 0x0d stands (NUL, LF and CR among them), or {@code to}. */
    static int next(byte[] bytes, int from, int to) {
        int i = from;
        for (; i <= to - Long.BYTES; i += Long.BYTES) {
            long eight = (long) LONGS.get(bytes, i);
            // A byte below the floor borrows and sets its high bit; the lowest such bit is never a false one.
            long below = eight - FLOOR & ~eight & HIGH_BITS;
            if (below != 0) return i + (Long.numberOfTrailingZeros(below) >>> 3);
        }
        while (i < to && (bytes[i] < 0 || bytes[i] >= FIRST_HARMLESS))
            i++;
        return i;
    }
}

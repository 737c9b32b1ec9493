package org.packetboat.protocols.bundle.mixing;

/**
 * The range of 32 bits that arithmetic coding divides at each bit; its upper bytes leave as soon as they are settled.
 */
final class BitRange {
    private static final long TOP = 0xff000000L;
    private static final long ALL = 0xffffffffL;

    private long low;
    private long high = ALL;

    /** Where ones end and zeros begin, given how probable a 1 is of 65536. */
    private long middle(int probability) {
        return low + ((high - low) * probability >>> 16);
    }

    /** Takes the bit in. */
    void narrow(int bit, int probability) {
        if (bit == 1) high = middle(probability);
        else low = middle(probability) + 1;
    }

    /** The bit that a code stands for. */
    int bit(long code, int probability) {
        return code <= middle(probability) ? 1 : 0;
    }

    /** Whether the uppermost byte is decided. */
    boolean isSettled() {
        return ((low ^ high) & TOP) == 0;
    }

    /** Takes the uppermost byte out. */
    int shift() {
        int top = (int) (low >>> 24);
        low = low << 8 & ALL;
        high = high << 8 & ALL | 0xff;
        return top;
    }

    /** The least bytes that name a place within, whatever follows them. */
    byte[] end() {
        if (low == 0) return new byte[0];
        long two = (low >>> 16) + 1;
        long one = (low >>> 24) + 1;
        if (one << 24 <= high) return new byte[]{(byte) one};
        return two << 16 <= high ? new byte[]{(byte) (two >>> 8), (byte) two} : bytes(low);
    }

    private static byte[] bytes(long code) {
        return new byte[]{(byte) (code >>> 24), (byte) (code >>> 16), (byte) (code >>> 8), (byte) code};
    }
}

package org.packetboat.engine.intake;

/**
 * The IP address of a client, as its bits: 32 or 128 of them.
 *
 * @param bits a text of {@code 0} and {@code 1}
 */
public record ClientAddress(String bits) {
    private static final int BYTE = 8;

    /** @param address 4 or 16 bytes, the first of the network first */
    public static ClientAddress of(byte[] address) {
        StringBuilder bits = new StringBuilder(address.length * BYTE);
        for (byte one : address) {
            for (int bit = BYTE - 1; bit >= 0; bit--)
                bits.append((one >> bit & 1) == 1 ? '1' : '0');
        }
        return new ClientAddress(bits.toString());
    }

    /** Whether the first so many bits are those of another address of the same kind. */
    public boolean sharesPrefix(ClientAddress other, int length) {
        return bits.length() == other.bits.length() && bits.regionMatches(0, other.bits, 0, length);
    }

    /** Whether a bit is set behind the first so many. */
    public boolean hasBitsBeyond(int length) {
        return bits.indexOf('1', length) >= 0;
    }
}

package org.packetboat.protocols.uucp.packet;

/**
 * What we ask of the far side's g protocol. Not negotiated: each side must do as the other asks, and some old ones can
 * do no more than 3 packets of 64 bytes.
 *
 * @param window     packets before a confirmation, 1 to 7
 * @param packetSize a power of two, 32 to 4096 bytes
 * @param retries    how often a packet is sent in vain before the call is given up
 * @param noisiest   percent of packets that may arrive damaged before the call is given up: the sum that guards them
 *                   overlooks one turned bit in ninety
 */
public record GSettings(int window, int packetSize, int retries, int noisiest) {
    static final int SMALLEST = 32;
    static final int LARGEST = 4096;
    /** What every implementation can do but the poorest. */
    public static final GSettings STOCK = new GSettings(7, 64, 10, 2);

    /** @throws IllegalArgumentException if a value is out of range */
    public GSettings {
        if (window < 1 || window > 7) throw new IllegalArgumentException("g window is " + window + "; expected 1-7");
        if (noisiest < 0 || noisiest > 100) {
            throw new IllegalArgumentException("g noisiest is " + noisiest + "; expected percent");
        }
        if (packetSize < SMALLEST || packetSize > LARGEST || Integer.bitCount(packetSize) != 1) {
            throw new IllegalArgumentException("g packet size is " + packetSize
                    + "; expected a power of two from 32 to 4096");
        }
    }
}

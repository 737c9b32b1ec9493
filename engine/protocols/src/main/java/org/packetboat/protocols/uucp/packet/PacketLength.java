package org.packetboat.protocols.uucp.packet;

/**
 * How long packets should be on a line as noisy as this one has been. With h bytes of overhead and p the chance that
 * one byte is spoilt, the least is wasted at sqrt(h / p). It starts cautiously, grows as bytes arrive unharmed and
 * shrinks at once when one does not; old experience fades.
 */
final class PacketLength {
    private static final int OVERHEAD = IPacket.HEADER + IPacket.CHECK;
    private static final int SHORTEST = 32;
    private static final double FIRST_BYTES = 500;
    private static final double FIRST_ERRORS = 0.02;
    private static final double MEMORY_BYTES = 400_000;
    private static final double FADING = 0.9;

    private final int longest;
    private double bytes = FIRST_BYTES;
    private double errors = FIRST_ERRORS;

    /** @param longest what the far side takes and the line's rate makes sensible, in bytes of content */
    PacketLength(int longest) {
        this.longest = longest;
    }

    /** The length to use now, in bytes of content. */
    int now() {
        double best = Math.sqrt(OVERHEAD * bytes / errors);
        return (int) Math.clamp(best, Math.min(SHORTEST, longest), longest);
    }

    /** So many bytes were sent; whether they arrived shows later. */
    void sent(int count) {
        bytes += count;
        if (bytes > MEMORY_BYTES) fade(MEMORY_BYTES / bytes);
    }

    /** A packet did not arrive. */
    void lost() {
        fade(FADING);
        errors++;
    }

    private void fade(double by) {
        bytes *= by;
        errors *= by;
    }
}

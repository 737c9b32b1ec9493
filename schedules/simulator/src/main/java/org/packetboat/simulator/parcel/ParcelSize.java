package org.packetboat.simulator.parcel;

/**
 * How much a site gets.
 *
 * @param mail   bytes of mail
 * @param packed bytes of the batch that it becomes, as it crosses the line
 */
public record ParcelSize(long mail, long packed) {
    private static final long LARGEST = 256L << 20;

    /** @throws IllegalArgumentException if it is more than a simulation holds */
    public ParcelSize {
        check(mail);
        check(packed);
    }

    private static void check(long bytes) {
        if (bytes < 1 || bytes > LARGEST)
            throw new IllegalArgumentException("a batch of " + bytes + " bytes; expected 1 to " + LARGEST);
    }
}

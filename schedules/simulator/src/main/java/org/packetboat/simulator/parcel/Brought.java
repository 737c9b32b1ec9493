package org.packetboat.simulator.parcel;

/**
 * What a site has for the head office: it is brought in the calls that it gets.
 *
 * @param mails how many; 0 or more
 * @param size  of each
 */
public record Brought(int mails, ParcelSize size) {
    /** Nothing. */
    public static final Brought NOTHING = new Brought(0, new ParcelSize(1, 1));
    private static final int MOST = 1000;

    /** @throws IllegalArgumentException if it is more than a simulation holds */
    public Brought {
        if (mails < 0 || mails > MOST)
            throw new IllegalArgumentException(mails + " mails from each site; expected 0 to " + MOST);
    }
}

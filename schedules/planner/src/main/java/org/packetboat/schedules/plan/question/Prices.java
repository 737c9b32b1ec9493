package org.packetboat.schedules.plan.question;

/**
 * What remedies cost, in any unit; only their order matters.
 *
 * @param server  one more server with a line
 * @param minute  a minute by which one window closes later
 * @param earlier a minute by which one window opens earlier
 * @param percent a hundredth of all bytes left out
 */
public record Prices(double server, double minute, double earlier, double percent) {
    /** A few minutes are cheaper than a smaller batch, and a server is the last resort. */
    public static final Prices USUAL = new Prices(60, 1, 1, 3);
}

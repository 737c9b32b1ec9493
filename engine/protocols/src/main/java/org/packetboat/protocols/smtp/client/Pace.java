package org.packetboat.protocols.smtp.client;

import org.packetboat.engine.link.Demand;

/**
 * How a session fills its line.
 *
 * @param piece  how many bytes of a message are handed to the line at a time; what may be too much when it is cut
 * @param gamble up to this size, in bytes, a message is sent right behind its RCPT commands, before it is known whether
 *               any of them was accepted; it saves a round trip a message, and wastes the bytes if all are refused
 * @param ahead  how many messages may be unanswered at a time; what a lost connection may deliver twice at most
 */
public record Pace(int piece, long gamble, int ahead) {
    private static final int SMALLEST_PIECE = 1024;
    /** What the store keeps as one value, and would read again for each part of it. */
    private static final int LARGEST_PIECE = 64 * 1024;
    /** In bytes per second. */
    private static final int FAST = 16 * 1024;
    private static final int SMALLEST_GAMBLE = 4 * 1024;
    private static final int LARGEST_GAMBLE = 1024 * 1024;
    private static final int SECONDS_AT_STAKE = 10;
    private static final int AHEAD = 4;
    private static final int FAST_AHEAD = 16;
    private static final int HANDFUL = 32;
    private static final long HANDFUL_OF_BYTES = 1024 * 1024;

    /** @throws IllegalArgumentException if a piece or what may be ahead is less than one */
    public Pace {
        if (piece < 1 || ahead < 1) throw new IllegalArgumentException("piece " + piece + ", ahead " + ahead);
    }

    /** How much mail is asked for at a time. On a slow line no more than is needed: something urgent may come. */
    public Demand demand() {
        return isSlow() ? Demand.ONE : new Demand(HANDFUL, HANDFUL_OF_BYTES);
    }

    /** Whether pieces are small because the line is slow. */
    public boolean isSlow() {
        return piece < FAST;
    }

    /**
     * For a line of so many bytes per second: a piece is about a second of it. A gamble is lost seldom and then costs
     * seconds; it is won often and then earns a round trip: ten seconds of line are put at stake. Pieces stay so small
     * that one leaves in time even on a line far slower than was said.
     */
    public static Pace of(long rate) {
        return new Pace(Math.clamp(rate, SMALLEST_PIECE, LARGEST_PIECE),
                Math.clamp(rate, SMALLEST_GAMBLE / SECONDS_AT_STAKE, LARGEST_GAMBLE / SECONDS_AT_STAKE)
                        * SECONDS_AT_STAKE,
                rate < FAST ? AHEAD : FAST_AHEAD);
    }
}

package org.packetboat.protocols.uucp.packet;

import java.time.Duration;

/**
 * How long things take on a line. A timer that is too short fills a slow line with repeats; one that is too long lets
 * it stand idle.
 *
 * @param rate  bytes per second
 * @param grace what the far side may take to think, and the line to carry a byte across and back
 */
public record LineTiming(long rate, Duration grace) {
    /** A packet should not take longer: urgent mail waits for it, and a lost call loses half of it on average. */
    private static final Duration LONGEST_PACKET = Duration.ofSeconds(8);
    /** Nor as long where shorter ones cost next to nothing: of a packet of so many bytes half a percent is overhead. */
    private static final Duration SHORT_PACKET = Duration.ofSeconds(2);
    private static final long LONG_ENOUGH = 1920;

    /** @throws IllegalArgumentException without a rate */
    public LineTiming {
        if (rate <= 0) throw new IllegalArgumentException("line rate is " + rate + "; expected bytes per second");
    }

    /** A line of this rate in bytes per second, whose ends answer within three seconds. */
    public static LineTiming of(long rate) {
        return new LineTiming(rate, Duration.ofSeconds(3));
    }

    /** The time on the wire of so many bytes. */
    Duration onWire(int bytes) {
        return Duration.ofNanos(Math.ceilDiv(bytes * 1_000_000_000L, rate));
    }

    /** The most content a packet should have on this line, in bytes. */
    int sensiblePacket() {
        long longest = Math.min(rate * LONGEST_PACKET.toSeconds(), LONG_ENOUGH);
        return (int) Math.clamp(Math.max(longest, rate * SHORT_PACKET.toMillis() / 1000), 64L, IPacket.LONGEST);
    }
}

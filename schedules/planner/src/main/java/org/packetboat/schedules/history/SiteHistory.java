package org.packetboat.schedules.history;

import java.time.Duration;
import org.packetboat.schedules.plan.question.Calling;
import org.packetboat.schedules.plan.question.LineRate;

/**
 * What earlier sessions with a site have shown, the later ones counting more: how long a session takes as a straight
 * line over the bytes that went over its line (which has dialling in it), how small mail became, and how many calls
 * came to nothing. A value; immutable.
 *
 * @param weight   of all sessions that carried mail
 * @param bytes    their bytes on the line, added up; likewise seconds, the squares of bytes, and bytes times seconds
 * @param calls    weight of all calls
 * @param failures of those that came to nothing
 * @param packed   how many times smaller mail became: a lower figure counts at once, a higher one little by little,
 *                 since a first edition may follow any number of revised ones; 0 if nothing is known
 */
public record SiteHistory(double weight, double bytes, double seconds, double squares, double products, double calls,
        double failures, double packed) {
    public static final SiteHistory NONE = new SiteHistory(0, 0, 0, 0, 0, 0, 0, 0);
    /** What counts 1 when it happens counts so much one session later. */
    private static final double FADING = 0.9;
    /** So many calls have to be seen before they say anything. */
    private static final double FEWEST = 2;
    private static final double MOST_FAILURES = 0.9;
    /** In smaller sessions what is said besides mail weighs too much to tell how small mail becomes. */
    private static final long TELLING = 8192;
    /** How much of a higher compression is believed at once. */
    private static final double HOPE = 0.02;

    /**
     * A session that carried so many bytes of mail.
     *
     * @param wire bytes that went over the line for it; 0 if that is not known
     */
    public SiteHistory carried(long size, long wire, Duration lasted) {
        double x = wire > 0 ? wire : size;
        double y = lasted.toMillis() / 1000.0;
        return new SiteHistory(weight * FADING + 1, bytes * FADING + x, seconds * FADING + y, squares * FADING + x * x,
                products * FADING + x * y, calls * FADING + 1, failures * FADING, packed(size, wire));
    }

    private double packed(long size, long wire) {
        if (wire <= 0 || size < TELLING) return packed;
        double now = (double) size / wire;
        return packed == 0 ? now : Math.min(now, packed + (now - packed) * HOPE);
    }

    /** A session without mail for the site: only that it was reached counts. */
    public SiteHistory reached() {
        return new SiteHistory(weight, bytes, seconds, squares, products, calls * FADING + 1, failures * FADING,
                packed);
    }

    /** A call that came to nothing. */
    public SiteHistory failed() {
        return new SiteHistory(weight, bytes, seconds, squares, products, calls * FADING + 1, failures * FADING + 1,
                packed);
    }

    /** How many times smaller mail becomes; this much, until something was seen. */
    public double compression(double supposed) {
        if (packed > 0) return packed;
        return weight < FEWEST ? supposed : 1;
    }

    /** What its line carries, in bytes a second; what it should carry, until enough was seen. */
    public LineRate rate(long nominal) {
        double slope = slope();
        if (weight < FEWEST || !(slope > 0)) return LineRate.nominal(nominal);
        return LineRate.measured(Math.max(1, Math.round(Math.min(1 / slope, Long.MAX_VALUE / 2.0))));
    }

    /** Seconds a byte; not more than nothing if the sessions were too much alike to tell. */
    private double slope() {
        double spread = weight * squares - bytes * bytes;
        boolean alike = spread < weight * squares * 0.01;
        return alike ? 0 : (weight * products - bytes * seconds) / spread;
    }

    /** What a call costs apart from the transfer, and how often it fails; this much, until enough was seen. */
    public Calling calling(Calling nominal, long nominalRate) {
        if (calls < FEWEST) return nominal;
        double failure = Math.min(MOST_FAILURES, failures / calls);
        if (weight < FEWEST) return new Calling(nominal.dial(), nominal.hangUp(), failure);
        double rate = rate(nominalRate).bytesPerSecond();
        double overhead = Math.clamp((seconds - bytes / rate) / weight, 0, Duration.ofHours(1).toSeconds());
        return new Calling(Duration.ofMillis(Math.round(overhead * 1000)), Duration.ZERO, failure);
    }
}

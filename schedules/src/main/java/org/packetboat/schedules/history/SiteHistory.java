package org.packetboat.schedules.history;

import java.time.Duration;
import org.packetboat.schedules.plan.Calling;
import org.packetboat.schedules.plan.LineRate;

/**
 * What earlier sessions with a site have shown, the later ones counting more: how long a session takes as a straight
 * line over the bytes of its mail (which has compression and dialling in it), and how many calls came to nothing. A
 * value; immutable.
 *
 * @param weight   of all sessions that carried mail
 * @param bytes    their bytes, added up; likewise seconds, the squares of bytes, and bytes times seconds
 * @param calls    weight of all calls
 * @param failures of those that came to nothing
 */
public record SiteHistory(double weight, double bytes, double seconds, double squares, double products, double calls,
        double failures) {
    public static final SiteHistory NONE = new SiteHistory(0, 0, 0, 0, 0, 0, 0);
    /** What counts 1 when it happens counts so much one session later. */
    private static final double FADING = 0.9;
    /** So many calls have to be seen before they say anything. */
    private static final double FEWEST = 2;
    private static final double MOST_FAILURES = 0.9;

    /** A session that carried so many bytes of mail. */
    public SiteHistory carried(long size, Duration lasted) {
        double x = size;
        double y = lasted.toMillis() / 1000.0;
        return new SiteHistory(weight * FADING + 1, bytes * FADING + x, seconds * FADING + y, squares * FADING + x * x,
                products * FADING + x * y, calls * FADING + 1, failures * FADING);
    }

    /** A session without mail for the site: only that it was reached counts. */
    public SiteHistory reached() {
        return new SiteHistory(weight, bytes, seconds, squares, products, calls * FADING + 1, failures * FADING);
    }

    /** A call that came to nothing. */
    public SiteHistory failed() {
        return new SiteHistory(weight, bytes, seconds, squares, products, calls * FADING + 1, failures * FADING + 1);
    }

    /** What its line carries, in bytes of mail a second; what it should carry, until enough was seen. */
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

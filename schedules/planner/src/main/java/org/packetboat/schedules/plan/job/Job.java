package org.packetboat.schedules.plan.job;

import java.util.stream.IntStream;
import org.packetboat.schedules.plan.question.PlanSite;

/**
 * A site in numbers. All times are milliseconds from the start of the night.
 *
 * @param site     what it stands for
 * @param overhead what each call costs besides the transfer, with the reserve for failed calls
 * @param transfer how long the whole transfer takes, with that reserve
 * @param opens    when its windows open, as narrowed by its terms; sorted, at least one
 * @param closes   when they close
 * @param servers  the numbers of the servers that may serve it, those in least demand first; at least one; jobs
 *                 with the same servers share the array
 * @param instalments in how many calls, where they are limited
 * @param fare     what its calls cost
 */
public record Job(PlanSite site, long overhead, long transfer, long[] opens, long[] closes, int[] servers,
        Instalments instalments, Fare fare) {
    public static final long NEVER = Long.MAX_VALUE;
    private static final long NOT = -1;

    /** One whose calls nothing limits, and that cost nothing. */
    public Job(PlanSite site, long overhead, long transfer, long[] opens, long[] closes, int[] servers) {
        this(site, overhead, transfer, opens, closes, servers, Instalments.NONE, Fare.FREE);
    }

    /** What it costs in one call that begins then. */
    public long price(long start) {
        return fare.whole(start, length());
    }

    /** What these calls of it cost, the bytes divided by their lengths. */
    public long price(Placing placing) {
        if (fare.prices().isEmpty()) return 0;
        if (placing.starts().length == 1) return price(placing.starts()[0]);
        long price = 0;
        for (int i = 0; i < placing.starts().length; i++) {
            long length = placing.ends()[i] - placing.starts()[i];
            price += fare.price(placing.starts()[i], length, fare.share(length, placing.length()));
        }
        return price;
    }

    /** From when on it may have another price, in one call. @param most no more of these for each change of rates */
    public long[] priceChanges(int most) {
        return fare.changes(length(), most);
    }

    /** Whether {@link #priceChanges} tells all of them. */
    public boolean tellsAllPriceChanges(int most) {
        return fare.tellsAll(length(), most);
    }

    /** What it costs at least in one call, whenever that begins. */
    public long leastPrice() {
        return fare.least(length());
    }

    /** How long it takes: in one call or, where limits say so, in several. */
    public long length() {
        return isDivided() ? instalments.count() * instalments.length() : overhead + transfer;
    }

    /** Whether limits matter to its calls: then {@link CallByCall} places them. */
    public boolean isLimited() {
        return isDivided() || !instalments.quotas().isEmpty();
    }

    private boolean isDivided() {
        return instalments.count() > 1;
    }

    /** The same in these calls. */
    Job in(Instalments others) {
        return new Job(site, overhead, transfer, opens, closes, servers, others, fare);
    }

    public long firstOpen() {
        return opens[0];
    }

    public long lastOpen() {
        return opens[opens.length - 1];
    }

    public long lastClose() {
        return closes[closes.length - 1];
    }

    /** When it must have begun at the latest, in one call. */
    public long latestStart() {
        return lastClose() - length();
    }

    /** How much longer its windows are than it takes. */
    public long freedom() {
        long open = 0;
        for (int w = 0; w < opens.length; w++)
            open += closes[w] - opens[w];
        return open - length();
    }

    /** Whether it is done in several calls, if need be. */
    public boolean resumable() {
        return site.terms().resumable() || isDivided();
    }

    /** What a window of this length is good for: a call may be cut only if it is resumable. */
    boolean canUse(long windowLength) {
        if (isDivided() && !site.terms().resumable()) return windowLength >= instalments.length();
        return resumable() ? windowLength > overhead : windowLength >= length();
    }

    /** When it can begin, in one call, from an instant on; {@link #NEVER} if no window is left for it. */
    public long earliest(long from) {
        for (int w = 0; w < opens.length; w++) {
            long start = Math.max(from, opens[w]);
            if (start + length() <= closes[w]) return start;
        }
        return NEVER;
    }

    /** When it has to begin, in one call that ends by an instant; negative if no window is left for it. */
    long latest(long due) {
        for (int w = opens.length - 1; w >= 0; w--) {
            long start = Math.min(due, closes[w]) - length();
            if (start >= opens[w]) return start;
        }
        return NOT;
    }

    /** One call of it, at this time and no other. */
    public Job only(long start, long end) {
        return new Job(site, 0, end - start, new long[]{start}, new long[]{end}, servers);
    }

    /** The same, over by an instant; windows that open later are left out, so there may be none. */
    public Job by(long end) {
        int[] left = IntStream.range(0, opens.length).filter(w -> opens[w] < end).toArray();
        return new Job(site, overhead, transfer, IntStream.of(left).mapToLong(w -> opens[w]).toArray(),
                IntStream.of(left).mapToLong(w -> Math.min(end, closes[w])).toArray(), servers, instalments, fare);
    }

    /** The same with its servers in another order. */
    Job with(int[] newServers) {
        return new Job(site, overhead, transfer, opens, closes, newServers, instalments, fare);
    }
}

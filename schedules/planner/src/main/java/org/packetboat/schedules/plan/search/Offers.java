package org.packetboat.schedules.plan.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.packetboat.schedules.plan.job.Job;

/**
 * When a job can begin in one call, and at what price: stretches in which its price is the same, the cheapest first,
 * of these the earliest.
 *
 * @param job       whose
 * @param stretches none if it fits in no window in one call
 */
record Offers(Job job, List<Stretch> stretches) {
    /** A call that begins from {@code first} to {@code last} costs this, or about this where not each change counts. */
    record Stretch(long first, long last, long price) {}

    /** So many changes of prices are looked at for all jobs together; each job has some in any case. */
    private static final int MOST = 200_000;
    private static final int SOME = 20;

    private static final Comparator<Stretch> CHEAPEST = Comparator.comparingLong(Stretch::price)
            .thenComparingLong(Stretch::first);

    /** @param jobs among how many: of many not each change of a price makes a stretch */
    static Offers of(Job job, int jobs) {
        List<Stretch> found = new ArrayList<>();
        long[] changes = job.priceChanges(changes(jobs));
        for (int w = 0; w < job.opens().length; w++) {
            long last = job.closes()[w] - job.length();
            long first = job.opens()[w];
            for (long change : changes) {
                if (change <= first || change > last) continue;
                if (job.price(change) == job.price(first)) continue;
                found.add(new Stretch(first, change - 1, job.price(first)));
                first = change;
            }
            if (first <= last) found.add(new Stretch(first, last, job.price(first)));
        }
        return new Offers(job, found.stream().sorted(CHEAPEST).toList());
    }

    /** What a job costs at least; not what it can have for that, if not each change of its price was looked at. */
    static long least(Job job, int jobs) {
        return job.tellsAllPriceChanges(changes(jobs)) ? of(job, jobs).cheapest() : job.leastPrice();
    }

    private static int changes(int jobs) {
        return Math.clamp(MOST / jobs, SOME, MOST / 100);
    }

    /** Its lowest price. */
    private long cheapest() {
        return stretches.stream().mapToLong(s -> Math.min(s.price(), job.price(s.last()))).min().orElse(0);
    }

    /** How much waiting for the cheapest hour saves at most, for each second of the call. */
    double saving() {
        return stretches.isEmpty() ? 0 : (stretches.getLast().price() - cheapest()) / (double) job.length();
    }
}

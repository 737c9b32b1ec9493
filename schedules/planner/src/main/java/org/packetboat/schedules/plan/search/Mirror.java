package org.packetboat.schedules.plan.search;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.packetboat.schedules.plan.job.Draft;
import org.packetboat.schedules.plan.job.Job;
import org.packetboat.schedules.plan.job.Night;
import org.packetboat.schedules.plan.job.Placing;

/**
 * A night run backwards from some instant, so that putting jobs into the earliest gap puts them into the last one. What
 * was done as late as possible and is then done in that order as early as possible leaves fewer gaps.
 */
final class Mirror {
    private final ListScheduling lists;
    private final int size;

    /** The night backwards; nothing of it is later than {@code end}, by which each job must fit in. */
    Mirror(Night night, long end) {
        this.size = night.jobs().size();
        this.lists = new ListScheduling(new Night(night.start(),
                night.jobs().stream().map(job -> mirrored(job, end)).toList(), night.servers(), night.hopeless()));
    }

    private static Job mirrored(Job job, long end) {
        int[] usable = IntStream.range(0, job.opens().length).filter(w -> job.opens()[w] < end).toArray();
        long[] opens = new long[usable.length];
        long[] closes = new long[usable.length];
        for (int i = 0; i < usable.length; i++) {
            int last = usable[usable.length - 1 - i];
            opens[i] = end - Math.min(end, job.closes()[last]);
            closes[i] = end - job.opens()[last];
        }
        return new Job(job.site(), job.overhead(), job.transfer(), opens, closes, job.servers());
    }

    /** The order of jobs by their starts, once all have been put as late as they can be; missed ones come first. */
    int[] tightened(Draft draft) {
        Draft late = lists.inOrder(byEnd(draft));
        return byEnd(late);
    }

    long looks() {
        return lists.looks();
    }

    /** Those that end last come first; after the missed. */
    private int[] byEnd(Draft draft) {
        ToLongFunction<Integer> end = job -> draft.placings().get(job).map(Placing::end).orElse(Long.MAX_VALUE);
        List<Integer> order = IntStream.range(0, size).boxed()
                .sorted(Comparator.comparingLong(end).reversed()).toList();
        return order.stream().mapToInt(job -> job).toArray();
    }
}

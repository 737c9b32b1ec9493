package org.packetboat.schedules.plan.bound;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.packetboat.schedules.plan.answer.Bound;
import org.packetboat.schedules.plan.job.Crowd;
import org.packetboat.schedules.plan.job.Job;
import org.packetboat.schedules.plan.job.Night;

/**
 * How early a night could end, by energetic reasoning: however a call is shifted within its windows, some part of it
 * may have to lie within some interval; if the parts of all calls add up to more than the servers have there, it can't
 * be done. Windows close at the end that is tried. Stronger than sums where windows begin at different times.
 */
final class EnergyBound {
    /** So many parts of calls are looked at for one end; with more jobs, fewer intervals. */
    private static final long MOST_PARTS = 1_000_000;
    private static final int MOST_INSTANTS = 60;
    /** A bound that is weaker by this part of the night will do. */
    private static final int FINEST = 1000;

    private final List<Crowd> crowds;
    private final int instants;

    private EnergyBound(Night night) {
        this.crowds = Crowd.of(night);
        this.instants = (int) Math.clamp(Math.sqrt((double) MOST_PARTS / (1 + night.jobs().size())), 2, MOST_INSTANTS);
    }

    /** A bound no weaker than the one given. */
    static EndBounds.Millis atLeast(EndBounds.Millis given, Night night) {
        EnergyBound energy = new EnergyBound(night);
        if (night.jobs().isEmpty() || energy.maybe(given.end())) return given;
        long cant = given.end();
        long can = night.jobs().stream().mapToLong(Job::lastClose).max().orElseThrow();
        long finest = 1 + (cant - night.firstOpen()) / FINEST;
        while (can - cant > finest) {
            long middle = (can + cant) / 2;
            if (energy.maybe(middle)) can = middle;
            else cant = middle;
        }
        return new EndBounds.Millis(Bound.Kind.INTERVAL, cant + 1);
    }

    /** Whether nothing speaks against everything being over by then. */
    private boolean maybe(long end) {
        return crowds.stream().allMatch(crowd -> maybe(crowd, end));
    }

    private boolean maybe(Crowd crowd, long end) {
        List<Job> jobs = crowd.jobs().stream().map(job -> job.by(end)).toList();
        long[] closes = Crowd.sample(LongStream.concat(LongStream.of(end), jobs.stream().flatMapToLong(
                job -> LongStream.concat(Arrays.stream(job.closes()), ends(job)))), instants);
        long[] opens = Crowd.sample(jobs.stream().flatMapToLong(
                job -> LongStream.concat(Arrays.stream(job.opens()), starts(job))), instants);
        return Arrays.stream(opens).allMatch(from -> Arrays.stream(closes).filter(to -> to > from)
                .allMatch(to -> within(jobs, from, to) <= crowd.servers() * (to - from)));
    }

    private static LongStream ends(Job job) {
        return Arrays.stream(job.opens()).map(open -> open + job.length());
    }

    private static LongStream starts(Job job) {
        return Arrays.stream(job.closes()).map(close -> close - job.length());
    }

    private static long within(List<Job> jobs, long from, long to) {
        long sum = 0;
        for (Job job : jobs)
            sum += within(job, from, to);
        return sum;
    }

    /** How much of a job lies there at least, whenever it is done. */
    static long within(Job job, long from, long to) {
        return job.resumable() ? cutWithin(job, from, to) : uncutWithin(job, from, to);
    }

    /** What doesn't fit into its windows outside. */
    private static long cutWithin(Job job, long from, long to) {
        long outside = 0;
        for (int w = 0; w < job.opens().length; w++)
            outside += job.closes()[w] - job.opens()[w] - overlap(job.opens()[w], job.closes()[w], from, to);
        return Math.max(0, job.length() - outside);
    }

    /** As early as it can be or as late, in the window where that is least. */
    private static long uncutWithin(Job job, long from, long to) {
        long least = job.length();
        for (int w = 0; w < job.opens().length && least > 0; w++) {
            long open = job.opens()[w];
            long close = job.closes()[w];
            if (close - open < job.length()) continue;
            least = Math.min(least, Math.min(overlap(open, open + job.length(), from, to),
                    overlap(close - job.length(), close, from, to)));
        }
        return least;
    }

    private static long overlap(long open, long close, long from, long to) {
        return Math.max(0, Math.min(close, to) - Math.max(open, from));
    }
}

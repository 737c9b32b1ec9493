package org.packetboat.schedules.plan.job;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Jobs that can be served by the same few servers and no others.
 *
 * @param jobs    at least one, if there is any in the night
 * @param servers how many servers they share
 */
public record Crowd(List<Job> jobs, int servers) {
    /** More crowds, instants or lengths than these aren't looked at; a bound from fewer is still one. */
    private static final int MOST_CROWDS = 16;
    private static final int MOST_INSTANTS = 48;
    private static final int MOST_LENGTHS = 8;

    /** Everyone, and for each set of servers that some job is tied to, the jobs that can't do without it. */
    public static List<Crowd> of(Night night) {
        Map<Set<Integer>, List<Job>> bySet = new LinkedHashMap<>();
        bySet.put(Set.copyOf(IntStream.range(0, night.servers().size()).boxed().toList()), new ArrayList<>());
        Map<int[], Set<Integer>> sets = new IdentityHashMap<>();
        for (Job job : night.jobs()) {
            Set<Integer> set = sets.computeIfAbsent(job.servers(),
                    servers -> Set.copyOf(Arrays.stream(servers).boxed().toList()));
            bySet.computeIfAbsent(set, _ -> new ArrayList<>()).add(job);
        }
        return bySet.keySet().stream().limit(MOST_CROWDS).map(set -> tiedTo(set, bySet)).toList();
    }

    private static Crowd tiedTo(Set<Integer> set, Map<Set<Integer>, List<Job>> bySet) {
        return new Crowd(bySet.keySet().stream().filter(set::containsAll).flatMap(part -> bySet.get(part).stream())
                .toList(), set.size());
    }

    /** Some of the instants at which jobs can first be begun. */
    public long[] opens() {
        return sample(jobs.stream().mapToLong(Job::firstOpen), MOST_INSTANTS);
    }

    /** Lengths to count uncut calls in. */
    public long[] lengths() {
        return sample(jobs.stream().filter(job -> !job.resumable()).mapToLong(Job::length), MOST_LENGTHS);
    }

    /** The jobs, those first that can be begun last. */
    public List<Job> lastOpenFirst() {
        return jobs.stream().sorted(Comparator.comparingLong(Job::firstOpen).reversed()).toList();
    }

    /** The jobs, those first that must end first. */
    public List<Job> firstCloseFirst() {
        return jobs.stream().sorted(Comparator.comparingLong(Job::lastClose)).toList();
    }

    /** So many of some values, in order, the least and the greatest among them. */
    public static long[] sample(LongStream values, int most) {
        long[] distinct = values.sorted().distinct().toArray();
        if (distinct.length <= most) return distinct;
        return IntStream.range(0, most).mapToLong(i -> distinct[i * (distinct.length - 1) / (most - 1)]).toArray();
    }
}

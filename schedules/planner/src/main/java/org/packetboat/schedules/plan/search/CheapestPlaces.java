package org.packetboat.schedules.plan.search;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.packetboat.schedules.plan.job.Draft;
import org.packetboat.schedules.plan.job.Job;
import org.packetboat.schedules.plan.job.Night;
import org.packetboat.schedules.plan.job.Placing;

/**
 * The cheapest schedule of a few jobs, in one call each; nothing cheaper exists that misses as few. Of calls that have
 * more steps than {@link #MOST_CHANGES} not each place is looked at, so for these something a little cheaper may.
 *
 * <p>In some cheapest schedule each call begins when the one before it on its server ends, when its window opens, or
 * where its price falls: else it could begin earlier at the same price. So for each set of jobs the ways for one server
 * to call them are few: of those that end no earlier and cost no less than another, none is kept. Then the sets are
 * dealt out to the servers.
 */
final class CheapestPlaces {
    /** The work grows threefold with each job. */
    private static final int MOST_JOBS = 9;
    private static final int MOST_CHANGES = 1000;

    /** What calls cost; of what costs the same, the ends of all calls added up tell what is earlier. */
    private record Worth(long price, long ends) implements Comparable<Worth> {
        private static final Worth NOTHING = new Worth(0, 0);

        Worth plus(Worth other) {
            return new Worth(price + other.price, ends + other.ends);
        }

        @Override
        public int compareTo(Worth other) {
            return price == other.price ? Long.compare(ends, other.ends) : Long.compare(price, other.price);
        }
    }

    /** A way to call some jobs one after the other. @param before the way without its last job; null for none */
    private record Way(long end, Worth worth, int job, long start, Way before) {
        private static final Way NONE = new Way(0, Worth.NOTHING, -1, 0, null);
    }

    /** A set of jobs dealt out. @param before the cheapest for the servers before; null at the first */
    private record Deal(Worth worth, Way last, int server, Deal before) {}

    private final Night night;
    private final List<Job> jobs;
    /** For each job the instants at which its price falls. */
    private final long[][] falls;

    private CheapestPlaces(Night night) {
        this.night = night;
        this.jobs = night.jobs();
        this.falls = jobs.stream().map(job -> LongStream.of(job.priceChanges(MOST_CHANGES))
                .filter(at -> job.price(at) < job.price(at - 1)).toArray()).toArray(long[][]::new);
    }

    /** Whether there are so few jobs, each in one call. */
    static boolean areFor(Night night) {
        return night.jobs().size() <= MOST_JOBS
                && night.jobs().stream().noneMatch(job -> job.isLimited() || job.resumable());
    }

    /** Whether nothing is cheaper than what is found for them. */
    static boolean areExactFor(Night night) {
        return areFor(night) && night.jobs().stream().allMatch(job -> job.tellsAllPriceChanges(MOST_CHANGES));
    }

    /** The schedule that misses fewest, and least work, and costs least of all such. */
    static Draft of(Night night) {
        return new CheapestPlaces(night).best();
    }

    private Draft best() {
        int all = 1 << jobs.size();
        Map<Integer, Way[]> ways = new HashMap<>();
        Deal[] dealt = new Deal[all];
        dealt[0] = new Deal(Worth.NOTHING, Way.NONE, -1, null);
        for (int server = 0; server < night.servers().size(); server++) {
            Way[] own = ways.computeIfAbsent(able(server), this::ways);
            dealt = deal(dealt, own, server);
        }
        Deal[] done = dealt;
        int best = IntStream.range(0, all).filter(set -> done[set] != null).boxed()
                .min(Comparator.comparingInt((Integer set) -> -Integer.bitCount(set)).thenComparingLong(this::missed)
                        .thenComparing(set -> done[set].worth()))
                .orElseThrow();
        return draft(done[best]);
    }

    private long missed(int set) {
        return IntStream.range(0, jobs.size()).filter(job -> (set & 1 << job) == 0)
                .mapToLong(job -> jobs.get(job).length()).sum();
    }

    /** The jobs that a server may call, as bits. */
    private int able(int server) {
        return IntStream.range(0, jobs.size())
                .filter(job -> IntStream.of(jobs.get(job).servers()).anyMatch(s -> s == server))
                .map(job -> 1 << job).sum();
    }

    /** The cheapest way to call each set of these jobs; null where there is none. */
    private Way[] ways(int able) {
        List<List<Way>> found = new ArrayList<>();
        IntStream.range(0, 1 << jobs.size()).forEach(_ -> found.add(new ArrayList<>()));
        found.getFirst().add(Way.NONE);
        Way[] cheapest = new Way[found.size()];
        for (int set = 0; set < found.size(); set++) {
            List<Way> kept = best(found.get(set));
            cheapest[set] = kept.isEmpty() ? null : kept.getLast();
            for (int job = 0; job < jobs.size(); job++)
                if ((able & ~set & 1 << job) != 0) extend(kept, job, found.get(set | 1 << job));
            found.set(set, List.of());
        }
        return cheapest;
    }

    /** Those that are the cheapest to end so early, the earliest first. */
    private static List<Way> best(List<Way> all) {
        List<Way> kept = new ArrayList<>();
        all.sort(Comparator.comparingLong(Way::end).thenComparing(Way::worth));
        for (Way way : all)
            if (kept.isEmpty() || way.worth().price() < kept.getLast().worth().price()) kept.add(way);
        return kept;
    }

    private void extend(List<Way> ways, int number, List<Way> into) {
        for (Way way : ways)
            extend(way, number, into);
    }

    private void extend(Way way, int number, List<Way> into) {
        Job job = jobs.get(number);
        long cheapest = Long.MAX_VALUE;
        for (int w = 0; w < job.opens().length; w++) {
            long first = Math.max(way.end(), job.opens()[w]);
            long last = job.closes()[w] - job.length();
            if (first > last) continue;
            for (long start : starts(number, first, last)) {
                long price = job.price(start);
                if (price >= cheapest) continue;
                cheapest = price;
                long end = start + job.length();
                into.add(new Way(end, way.worth().plus(new Worth(price, end)), number, start, way));
            }
        }
    }

    private long[] starts(int number, long first, long last) {
        return LongStream.concat(LongStream.of(first),
                LongStream.of(falls[number]).filter(at -> at > first && at <= last)).toArray();
    }

    private static Deal[] deal(Deal[] before, Way[] own, int server) {
        Deal[] after = new Deal[before.length];
        for (int set = 0; set < before.length; set++) {
            for (int part = set;; part = part - 1 & set) {
                if (own[part] != null && before[set ^ part] != null) {
                    Worth worth = own[part].worth().plus(before[set ^ part].worth());
                    if (after[set] == null || worth.compareTo(after[set].worth()) < 0)
                        after[set] = new Deal(worth, own[part], server, before[set ^ part]);
                }
                if (part == 0) break;
            }
        }
        return after;
    }

    private Draft draft(Deal dealt) {
        List<Optional<Placing>> placings = new ArrayList<>(Collections.nCopies(jobs.size(), Optional.empty()));
        for (Deal deal = dealt; deal != null; deal = deal.before())
            for (Way way = deal.last(); way.job() >= 0; way = way.before())
                placings.set(way.job(), Optional.of(
                        Placing.whole(deal.server(), way.start(), jobs.get(way.job()).length())));
        return Draft.of(jobs, placings);
    }
}

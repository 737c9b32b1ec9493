package org.packetboat.schedules.plan.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.packetboat.schedules.plan.job.Draft;
import org.packetboat.schedules.plan.job.Job;
import org.packetboat.schedules.plan.job.Lane;
import org.packetboat.schedules.plan.job.Night;
import org.packetboat.schedules.plan.job.Placing;

/**
 * Lowers the cost of a schedule without missing more. Each job is put where it is cheapest of what is free, those first
 * that save most by it; if that misses no more, it is the beginning, else the schedule there is. Then each is taken out
 * and put where it is cheapest now, until that brings nothing. Transfers that are cut and calls that are limited stay
 * where they are.
 */
final class Cheapening {
    private static final int MOST_ROUNDS = 10;

    private final List<Job> jobs;
    private final List<Offers> offers;
    private final Lane[] lanes;
    private final long enough;
    private long looks;

    /** @param effort how many looks at a server it may take, or some more */
    Cheapening(Night night, long effort) {
        this.jobs = night.jobs();
        this.offers = jobs.stream().map(job -> Offers.of(job, jobs.size())).toList();
        this.lanes = new Lane[night.servers().size()];
        this.enough = effort;
    }

    /** The cheapest found that misses no more. */
    Draft run(Draft start) {
        Draft anew = rounds(cheapestFirst(start));
        if (isBetter(anew, start)) return anew;
        return rounds(start);
    }

    /** What all calls of a schedule cost. */
    static long cost(List<Job> jobs, Draft draft) {
        return IntStream.range(0, jobs.size())
                .mapToLong(number -> draft.placings().get(number).map(jobs.get(number)::price).orElse(0L)).sum();
    }

    private boolean isBetter(Draft one, Draft other) {
        int missed = Integer.compare(one.score().missed(), other.score().missed());
        int work = missed != 0 ? missed : Long.compare(one.score().work(), other.score().work());
        return work != 0 ? work < 0 : cost(jobs, one) < cost(jobs, other);
    }

    /** Those that save most come first; what can't be moved is there before them. */
    private Draft cheapestFirst(Draft start) {
        List<Optional<Placing>> placings = new ArrayList<>(start.placings());
        take(placings, number -> !isMovable(number, start.placings().get(number)));
        IntStream.range(0, jobs.size()).filter(number -> isMovable(number, start.placings().get(number))).boxed()
                .sorted(Comparator.comparingDouble((Integer number) -> -offers.get(number).saving())
                        .thenComparingLong(number -> jobs.get(number).latestStart()))
                .forEach(number -> placings.set(number, cheapest(number, Long.MAX_VALUE)));
        return Draft.of(jobs, placings);
    }

    /** One call that nothing limits; one that is missed may find a place, too. */
    private boolean isMovable(int number, Optional<Placing> placing) {
        return !jobs.get(number).isLimited() && !offers.get(number).stretches().isEmpty()
                && placing.filter(p -> p.starts().length > 1).isEmpty();
    }

    private void take(List<Optional<Placing>> placings, IntPredicate which) {
        Arrays.setAll(lanes, _ -> new Lane());
        IntStream.range(0, jobs.size()).filter(which).forEach(number -> placings.get(number).ifPresent(this::take));
    }

    private void take(Placing placing) {
        for (int i = 0; i < placing.starts().length; i++)
            lanes[placing.server()].take(placing.starts()[i], placing.ends()[i]);
    }

    private Draft rounds(Draft start) {
        Draft best = start;
        for (int round = 0; round < MOST_ROUNDS && looks < enough; round++) {
            List<Optional<Placing>> placings = new ArrayList<>(best.placings());
            take(placings, _ -> true);
            IntStream.range(0, jobs.size()).filter(number -> isMovable(number, placings.get(number)))
                    .forEach(number -> placings.set(number, moved(number, placings.get(number))));
            Draft moved = Draft.of(jobs, placings);
            if (!isBetter(moved, best)) return best;
            best = moved;
        }
        return best;
    }

    private Optional<Placing> moved(int number, Optional<Placing> now) {
        long price = now.map(placing -> jobs.get(number).price(placing.starts()[0])).orElse(Long.MAX_VALUE);
        if (price <= offers.get(number).stretches().getFirst().price()) return now;
        now.ifPresent(placing -> lanes[placing.server()].free(placing.starts()[0], placing.end()));
        Optional<Placing> cheaper = cheapest(number, price);
        if (cheaper.isEmpty()) now.ifPresent(this::take);
        return cheaper.or(() -> now);
    }

    /** Takes the cheapest place that is free, of these the earliest. @param below what it has to cost less than */
    private Optional<Placing> cheapest(int number, long below) {
        Job job = jobs.get(number);
        for (Offers.Stretch stretch : offers.get(number).stretches()) {
            if (stretch.price() >= below) break;
            Optional<Placing> found = earliest(job, stretch);
            found.ifPresent(this::take);
            if (found.isPresent()) return found;
        }
        return Optional.empty();
    }

    private Optional<Placing> earliest(Job job, Offers.Stretch stretch) {
        long best = Lane.NONE;
        int bestServer = -1;
        for (int server : job.servers()) {
            looks++;
            long found = lanes[server].earliest(stretch.first(), stretch.last() + job.length(), job.length());
            if (found == Lane.NONE || best != Lane.NONE && found >= best) continue;
            best = found;
            bestServer = server;
            if (best == stretch.first()) break;
        }
        return best == Lane.NONE ? Optional.empty() : Optional.of(Placing.whole(bestServer, best, job.length()));
    }
}

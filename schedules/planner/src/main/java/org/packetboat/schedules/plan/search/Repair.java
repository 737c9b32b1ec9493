package org.packetboat.schedules.plan.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.packetboat.schedules.plan.job.Draft;
import org.packetboat.schedules.plan.job.Job;
import org.packetboat.schedules.plan.job.Night;
import org.packetboat.schedules.plan.job.Placing;
import org.packetboat.schedules.plan.job.Rota;

/**
 * Finds room for jobs that are missed. One of them is put between the calls of some server; if there is no room, it
 * drives out one or two calls there that were easier to place so far, which have to find another place then. A few
 * calls change places at random, too. When nothing is won for some time, it goes back to the best there was. Transfers
 * that are cut stay where they are, and so do calls that are limited. Deterministic for a seed.
 */
public final class Repair {
    private static final int MOST_DRIVEN_OUT = 2;
    private static final int MOVES = 3;
    private static final int PATIENCE = 300;
    private static final int NOBODY = -1;

    private final List<Job> jobs;
    private final Rota[] rotas;
    private final Random random;
    /** How often a job could not be placed. */
    private final int[] hardness;
    /** The server that has a job's only call. */
    private final int[] server;
    private final List<Integer> missed = new ArrayList<>();
    /** Those with limited calls that are missed; nothing is done about them here. */
    private final List<Integer> limited;
    private Draft best;
    private long looks;

    private record Call(int number, Placing placing, int part) {
        long start() {
            return placing.starts()[part];
        }
    }

    /** Where a call can stand, in place of some others. */
    private record Place(int server, int at, int out, int hardness) {}

    /** @param start what there is already; what has no time any more is missed */
    public Repair(Night night, Draft start, long seed) {
        this.jobs = night.jobs();
        this.rotas = new Rota[night.servers().size()];
        this.random = new Random(seed);
        this.hardness = new int[jobs.size()];
        this.server = new int[jobs.size()];
        Arrays.fill(hardness, 1);
        this.limited = IntStream.range(0, jobs.size()).boxed()
                .filter(number -> jobs.get(number).isLimited() && calls(start, number).findAny().isEmpty()).toList();
        this.best = start;
        takeUp(start);
        this.best = draft();
    }

    /** The best found until nobody is missed or, once each was tried, so many places have been looked at. */
    public Draft run(long effort) {
        missed.removeAll(List.copyOf(missed).stream().filter(this::insert).toList());
        boolean better = keepIfBetter();
        long enough = looks + effort;
        for (int stale = 0; !missed.isEmpty() && looks < enough; stale = better ? 0 : stale + 1) {
            if (stale > 0 && stale % PATIENCE == 0) startOver();
            placeOne();
            better = keepIfBetter();
        }
        return best;
    }

    /** How many places it has looked at so far. */
    long looks() {
        return looks;
    }

    private void takeUp(Draft draft) {
        Arrays.setAll(rotas, _ -> new Rota());
        Arrays.fill(server, NOBODY);
        missed.clear();
        IntStream.range(0, jobs.size()).boxed().flatMap(number -> calls(draft, number))
                .sorted(Comparator.comparingLong(Call::start)).forEach(this::append);
        IntStream.range(0, jobs.size()).filter(number -> server[number] == NOBODY && !jobs.get(number).isLimited())
                .forEach(missed::add);
    }

    /** The calls of a job, if they end in time. */
    private Stream<Call> calls(Draft draft, int number) {
        return draft.placings().get(number).filter(placing -> placing.end() <= jobs.get(number).lastClose()).stream()
                .flatMap(placing -> IntStream.range(0, placing.starts().length)
                        .mapToObj(part -> new Call(number, placing, part)));
    }

    private void append(Call call) {
        Job job = jobs.get(call.number());
        Rota rota = rotas[call.placing().server()];
        boolean cut = call.placing().starts().length > 1 || job.isLimited();
        server[call.number()] = call.placing().server();
        rota.insert(rota.size(), cut ? Rota.FIXED : call.number(),
                cut ? job.only(call.placing().starts()[call.part()], call.placing().ends()[call.part()]) : job);
    }

    /** From the best there was, but for one server's calls. */
    private void startOver() {
        takeUp(best);
        int which = random.nextInt(rotas.length);
        for (int place = rotas[which].size() - 1; place >= 0; place--) {
            if (rotas[which].number(place) != Rota.FIXED) driveOut(which, place, 1);
        }
    }

    private void placeOne() {
        int number = missed.remove(random.nextInt(missed.size()));
        if (insert(number)) return;
        if (!driveOut(number)) missed.add(number);
        for (int i = 0; i < MOVES; i++)
            move(random.nextInt(jobs.size()));
    }

    /** Puts a job anywhere it fits. */
    private boolean insert(int number) {
        int[] able = jobs.get(number).servers();
        int first = random.nextInt(able.length);
        for (int i = 0; i < able.length; i++) {
            int which = able[(first + i) % able.length];
            int place = room(jobs.get(number), rotas[which]);
            if (place == NOBODY) continue;
            put(number, which, place);
            return true;
        }
        return false;
    }

    private void put(int number, int which, int place) {
        rotas[which].insert(place, number, jobs.get(number));
        server[number] = which;
    }

    /** One of the places where a job fits. */
    private int room(Job job, Rota rota) {
        int found = NOBODY;
        int count = 0;
        for (int place = rota.firstPlace(job); place <= rota.size(); place++) {
            looks++;
            long start = job.earliest(rota.free(place));
            if (start == Job.NEVER) break;
            if (rota.leavesTime(start + job.length(), place) && random.nextInt(++count) == 0) found = place;
        }
        return found;
    }

    /** Puts a job in place of others that have been easier to place. */
    private boolean driveOut(int number) {
        Optional<Place> found = Optional.empty();
        hardness[number]++;
        for (int which : jobs.get(number).servers())
            found = easiest(number, which, found);
        found.ifPresent(place -> put(number, place));
        return found.isPresent();
    }

    private Optional<Place> easiest(int number, int which, Optional<Place> before) {
        Job job = jobs.get(number);
        Rota rota = rotas[which];
        Optional<Place> found = before;
        for (int at = Math.max(0, rota.firstPlace(job) - MOST_DRIVEN_OUT); at < rota.size(); at++) {
            looks++;
            long start = job.earliest(rota.free(at));
            if (start == Job.NEVER) break;
            Optional<Place> here = inPlaceOf(start + job.length(), which, at);
            int least = found.map(Place::hardness).orElse(hardness[number]);
            boolean easier = here.filter(place -> place.hardness() < least
                    || place.hardness() == least && random.nextBoolean()).isPresent();
            if (easier) found = here;
        }
        return found;
    }

    /** The fewest calls in place of which one can stand that ends then. */
    private Optional<Place> inPlaceOf(long end, int which, int at) {
        int sum = 0;
        for (int out = 1; out <= MOST_DRIVEN_OUT && at + out <= rotas[which].size(); out++) {
            int number = rotas[which].number(at + out - 1);
            if (number == Rota.FIXED) return Optional.empty();
            sum += hardness[number];
            if (rotas[which].leavesTime(end, at + out)) return Optional.of(new Place(which, at, out, sum));
        }
        return Optional.empty();
    }

    private void put(int number, Place place) {
        driveOut(place.server(), place.at(), place.out());
        put(number, place.server(), place.at());
    }

    private void driveOut(int which, int at, int count) {
        for (int place = at; place < at + count; place++) {
            server[rotas[which].number(place)] = NOBODY;
            missed.add(rotas[which].number(place));
        }
        rotas[which].remove(at, count);
    }

    /** Moves a job's call anywhere else it fits, if it has just one. */
    private void move(int number) {
        if (server[number] == NOBODY || isCut(number) || jobs.get(number).isLimited()) return;
        Rota rota = rotas[server[number]];
        rota.remove(rota.place(number), 1);
        insert(number);
    }

    private boolean isCut(int number) {
        return best.placings().get(number).filter(placing -> placing.starts().length > 1).isPresent();
    }

    /** What is as good is kept, too: it may lead on. */
    private boolean keepIfBetter() {
        int fewest = best.score().missed() - limited.size();
        if (missed.size() > fewest) return false;
        boolean asFew = missed.size() == fewest;
        if (asFew && work() > best.score().work()) return false;
        boolean better = !asFew || work() < best.score().work();
        best = draft();
        return better;
    }

    private long work() {
        return Stream.concat(limited.stream(), missed.stream()).mapToLong(number -> jobs.get(number).length()).sum();
    }

    private Draft draft() {
        List<Optional<Placing>> placings = new ArrayList<>(best.placings());
        limited.forEach(number -> placings.set(number, Optional.empty()));
        missed.forEach(number -> placings.set(number, Optional.empty()));
        for (int which = 0; which < rotas.length; which++) {
            for (int place = 0; place < rotas[which].size(); place++) {
                int number = rotas[which].number(place);
                if (number == Rota.FIXED) continue;
                placings.set(number, Optional.of(
                        Placing.whole(which, rotas[which].start(place), jobs.get(number).length())));
            }
        }
        return Draft.of(jobs, placings);
    }
}

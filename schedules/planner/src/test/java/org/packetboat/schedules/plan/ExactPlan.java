package org.packetboat.schedules.plan;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.chocosolver.solver.Model;
import org.chocosolver.solver.Solution;
import org.chocosolver.solver.search.strategy.Search;
import org.chocosolver.solver.variables.BoolVar;
import org.chocosolver.solver.variables.IntVar;
import org.chocosolver.solver.variables.Task;
import org.packetboat.schedules.plan.job.Job;
import org.packetboat.schedules.plan.job.Night;

/**
 * The best there is for a few uncut sites, by an exact solver. Times are whole minutes; a site that isn't served is put
 * on server -1.
 */
final class ExactPlan {
    private static final int MINUTE = 60_000;

    private final Model model = new Model();
    private final List<Job> jobs;
    private final int servers;
    private final IntVar[] starts;
    private final IntVar[] server;

    private ExactPlan(Night night) {
        this.jobs = night.jobs();
        this.servers = night.servers().size();
        this.starts = jobs.stream().map(job -> model.intVar(starts(job))).toArray(IntVar[]::new);
        this.server = jobs.stream().map(job -> model.intVar(withNone(job.servers()))).toArray(IntVar[]::new);
        apart();
        together();
    }

    /** The fewest sites that any plan misses. */
    static int fewestMissed(Night night) {
        ExactPlan exact = new ExactPlan(night);
        IntVar missed = exact.model.count("missed", -1, exact.server);
        return exact.least(missed);
    }

    /** The earliest end, in minutes, of plans that miss nobody, of which there must be one. */
    static int earliestEnd(Night night) {
        ExactPlan exact = new ExactPlan(night);
        IntVar[] ends = new IntVar[exact.starts.length];
        for (int i = 0; i < ends.length; i++) {
            exact.model.arithm(exact.server[i], "!=", -1).post();
            ends[i] = exact.model.offset(exact.starts[i], length(exact.jobs.get(i)));
        }
        IntVar end = exact.model.intVar("end", 0, 100_000);
        exact.model.max(end, ends).post();
        return exact.least(end);
    }

    /** The least that plans cost that miss nobody, of which there must be one. @param unit divides all prices */
    static int leastCost(Night night, long unit) {
        ExactPlan exact = new ExactPlan(night);
        IntVar[] prices = new IntVar[exact.starts.length];
        for (int i = 0; i < prices.length; i++) {
            Job job = exact.jobs.get(i);
            exact.model.arithm(exact.server[i], "!=", -1).post();
            int[] table = IntStream.rangeClosed(0, exact.starts[i].getUB())
                    .map(minute -> Math.toIntExact(job.price(minute * (long) MINUTE) / unit)).toArray();
            prices[i] = exact.model.intVar(0, IntStream.of(table).max().orElseThrow());
            exact.model.element(prices[i], table, exact.starts[i], 0).post();
        }
        IntVar sum = exact.model.intVar("cost", 0, 1_000_000);
        exact.model.sum(prices, "=", sum).post();
        return exact.least(sum);
    }

    private int least(IntVar what) {
        IntVar[] all = new IntVar[starts.length * 2];
        System.arraycopy(server, 0, all, 0, server.length);
        System.arraycopy(starts, 0, all, server.length, starts.length);
        model.getSolver().setSearch(Search.lastConflict(Search.domOverWDegSearch(all)));
        Solution best = model.getSolver().findOptimalSolution(what, Model.MINIMIZE);
        return best.getIntVal(what);
    }

    private static int[] starts(Job job) {
        return IntStream.range(0, job.opens().length)
                .flatMap(w -> IntStream.rangeClosed(minutes(job.opens()[w]),
                        minutes(job.closes()[w]) - length(job)))
                .toArray();
    }

    private static int[] withNone(int[] servers) {
        return IntStream.concat(IntStream.of(-1),
                Arrays.stream(servers).sorted()).toArray();
    }

    private static int length(Job job) {
        return minutes(job.length());
    }

    private static int minutes(long millis) {
        return Math.toIntExact(millis / MINUTE);
    }

    private void apart() {
        for (int a = 0; a < starts.length; a++) {
            for (int b = a + 1; b < starts.length; b++) {
                model.or(model.arithm(starts[a], "+", model.intVar(length(jobs.get(a))), "<=", starts[b]).reify(),
                        model.arithm(starts[b], "+", model.intVar(length(jobs.get(b))), "<=", starts[a]).reify(),
                        model.arithm(server[a], "!=", server[b]).reify(),
                        model.arithm(server[a], "=", -1).reify()).post();
            }
        }
    }

    /** Follows from {@link #apart}, and helps the solver. */
    private void together() {
        Task[] tasks = new Task[starts.length];
        IntVar[] heights = new IntVar[starts.length];
        for (int i = 0; i < tasks.length; i++) {
            tasks[i] = new Task(starts[i], length(jobs.get(i)));
            BoolVar served = model.arithm(server[i], "!=", -1).reify();
            heights[i] = served;
        }
        model.cumulative(tasks, heights, model.intVar(servers)).post();
    }
}

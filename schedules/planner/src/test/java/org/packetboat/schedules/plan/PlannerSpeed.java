package org.packetboat.schedules.plan;

import static org.packetboat.schedules.plan.Nights.at;
import static org.packetboat.schedules.plan.Nights.between;
import static org.packetboat.schedules.plan.Nights.window;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.packetboat.engine.tariff.RateTimes;
import org.packetboat.engine.tariff.Rates;
import org.packetboat.engine.tariff.Tariff;
import org.packetboat.schedules.plan.question.Allowance;
import org.packetboat.schedules.plan.question.Calling;
import org.packetboat.schedules.plan.question.LineRate;
import org.packetboat.schedules.plan.question.Load;
import org.packetboat.schedules.plan.question.OpenTimes;
import org.packetboat.schedules.plan.question.PlanQuestion;
import org.packetboat.schedules.plan.question.PlanSite;
import org.packetboat.schedules.plan.question.PlannerSettings;
import org.packetboat.schedules.plan.question.Prices;
import org.packetboat.schedules.plan.question.Terms;

/**
 * Prints how much processor time plans for 10,000 sites on 100 lines take, and for 50,000 on 500. A program and no
 * test, since it depends on the machine; the first lines show it before the JVM has compiled anything.
 */
final class PlannerSpeed {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int SITES = 10_000;
    private static final int MANY_SITES = 50_000;
    /** To so many sites there is a line. */
    private static final int A_LINE = 100;
    private static final int RATE = 240;
    private static final double[] LOADS = {0.5, 0.8, 0.95};
    private static final int ROUNDS = 3;

    private PlannerSpeed() {}

    public static void main(String[] args) {
        for (int round = 0; round < ROUNDS; round++) {
            for (double load : LOADS) {
                time("4 windows, load " + load, question(SITES, round, load, 60, 180, 1));
                PlanQuestion random = question(SITES, round, load, 1, 60, 120);
                time("25,000 windows, load " + load, random);
                time("half of them pinned, load " + load, pinned(random));
                time("with tariffs, load " + load, priced(random));
            }
        }
        PlanQuestion many = question(MANY_SITES, 0, 0.8, 1, 60, 120);
        time("50,000 on 500, load 0.8", many);
        time("the same with tariffs", priced(many));
    }

    /** Windows that open within four hours on multiples of a step and last from {@code shortest} minutes on. */
    private static PlanQuestion question(int count, int seed, double load, int step, int shortest, int spread) {
        Random random = new Random(seed);
        List<PlanSite> sites = new ArrayList<>();
        double mean = load * 360 * 60 / A_LINE * RATE;
        for (int i = 0; i < count; i++) {
            double open = (double) step * random.nextInt(240 / step);
            OpenTimes window = window(open, open + shortest + random.nextInt(spread));
            long bytes = (long) (mean * (0.5 + random.nextDouble()));
            sites.add(new PlanSite("s" + i, window, "w", "modem",
                    new Load(bytes, Load.UNCOMPRESSED, LineRate.nominal(RATE)),
                    new Calling(Duration.ofSeconds(20), Duration.ofSeconds(2), 0.02), Terms.NONE));
        }
        return new PlanQuestion(at(0), between(0, 720), sites, Nights.servers(count / A_LINE));
    }

    private static PlanQuestion pinned(PlanQuestion question) {
        return question.with(question.horizon(), site -> {
            int hash = site.name().hashCode();
            return hash % 2 == 0 ? site : site.servedBy(List.of("hub" + (1 + Math.floorMod(hash, SITES / A_LINE))));
        });
    }

    /** Three cents a minute from the third to the fifth hour, else twelve; by the minute. */
    private static PlanQuestion priced(PlanQuestion question) {
        Tariff tariff = new Tariff("EUR", 60_000, 0, Duration.ofMinutes(1), new RateTimes() {
            @Override
            public Rates at(Instant at) {
                return new Rates(at.isBefore(Nights.at(120)) || !at.isBefore(Nights.at(300)) ? 120_000 : 30_000, 0);
            }

            @Override
            public Optional<Instant> change(Instant after) {
                return Stream.of(Nights.at(120), Nights.at(300)).filter(after::isBefore).findFirst();
            }
        });
        return question.with(question.horizon(), site -> site.within(Allowance.NONE.at(tariff)));
    }

    private static void time(String what, PlanQuestion question) {
        long start = THREADS.getCurrentThreadCpuTime();
        Solved solved = Solved.of(question, PlannerSettings.USUAL);
        long planned = THREADS.getCurrentThreadCpuTime();
        int remedies = solved.missed().isEmpty()
                ? 0
                : Remedies.of(question, solved, Prices.USUAL).size();
        long end = THREADS.getCurrentThreadCpuTime();
        System.out.printf("%-32s plan %5d ms, %d remedies %5d ms; missed %d, ends %s, bound %s%s%n", what,
                (planned - start) / 1_000_000, remedies, (end - planned) / 1_000_000, solved.missed().size(),
                solved.schedule().end(), solved.schedule().bound(), solved.schedule().least()
                        .map(least -> ", costs " + solved.schedule().cost() + ", at least " + least).orElse(""));
    }
}

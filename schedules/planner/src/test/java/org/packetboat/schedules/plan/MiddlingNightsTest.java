package org.packetboat.schedules.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.schedules.plan.Nights.between;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.packetboat.engine.route.Interval;
import org.packetboat.schedules.plan.answer.Schedule;
import org.packetboat.schedules.plan.bound.Limits;
import org.packetboat.schedules.plan.job.Admission;
import org.packetboat.schedules.plan.question.OpenTimes;
import org.packetboat.schedules.plan.question.PlanQuestion;
import org.packetboat.schedules.plan.question.PlanSite;
import org.packetboat.schedules.plan.question.PlannerSettings;

/** Tight nights of 200 to 500 sites on 10 to 20 servers, too large to be solved exactly: judged by the bound. */
class MiddlingNightsTest {
    private static final int SEEDS = 4;
    private static final double WITHIN = 1.05;
    private static final double FEW = 0.05;

    /** The random parts of a night. */
    private record Dice(Random random, int sites, int servers) {
        static Dice of(int seed) {
            Random random = new Random(seed);
            return new Dice(random, 200 + random.nextInt(301), 10 + random.nextInt(11));
        }

        int minutes() {
            return 5 + random.nextInt(36);
        }

        PlanQuestion question(List<PlanSite> sites) {
            return new PlanQuestion(Nights.MIDNIGHT, between(0, 1400), sites, Nights.servers(servers));
        }

        /** Every fourth site is pinned to a server. */
        PlanSite pinned(PlanSite site) {
            return random.nextInt(4) > 0 ? site : site.servedBy(List.of("hub" + (1 + random.nextInt(servers))));
        }
    }

    /** Sites of 5 to 40 minutes whose windows, up to four each, are up to three times as long as they take. */
    private static PlanQuestion narrow(int seed, double load, int mostWindows, boolean pinned) {
        Dice dice = Dice.of(seed);
        int night = (int) (dice.sites() * 22.5 / dice.servers() / load);
        return dice.question(IntStream.range(0, dice.sites()).mapToObj(i -> {
            int minutes = dice.minutes();
            PlanSite site = Nights.site("s" + i, windows(dice.random(), night, minutes, mostWindows), minutes);
            return pinned ? dice.pinned(site) : site;
        }).toList());
    }

    private static OpenTimes windows(Random random, int night, int minutes, int most) {
        List<Interval> windows = new ArrayList<>();
        for (int w = random.nextInt(most); w >= 0; w--) {
            int open = random.nextInt(night - minutes);
            windows.add(between(open, Math.min(night, open + minutes + random.nextInt(2 * minutes))));
        }
        return new OpenTimes(windows);
    }

    /** Windows of one to three hours that open within four hours, with work for six. */
    private static PlanQuestion evening(int seed, double load, boolean pinned) {
        Dice dice = Dice.of(seed);
        double mean = load * dice.servers() * 360 / dice.sites();
        return dice.question(IntStream.range(0, dice.sites()).mapToObj(i -> {
            int open = dice.random().nextInt(240);
            PlanSite site = Nights.site("s" + i, Nights.window(open, open + 60 + dice.random().nextInt(120)),
                    (int) Math.ceil(mean * (0.5 + dice.random().nextDouble())));
            return pinned ? dice.pinned(site) : site;
        }).toList());
    }

    /** A night that is known to fit: each window is around the time at which its site was put. */
    private static PlanQuestion planted(int seed) {
        Dice dice = Dice.of(seed);
        long[] busy = new long[dice.servers()];
        return dice.question(IntStream.range(0, dice.sites()).mapToObj(i -> {
            int minutes = dice.minutes();
            long start = busy[i % busy.length] + dice.random().nextInt(4);
            busy[i % busy.length] = start + minutes;
            long open = Math.max(0, start - dice.random().nextInt(minutes));
            return Nights.site("s" + i, Nights.window(open, start + minutes + dice.random().nextInt(minutes)), minutes);
        }).toList());
    }

    private static void assertGood(PlanQuestion question, String night) {
        Solved solved = Solved.of(question, PlannerSettings.USUAL);
        int least = Limits.of(Admission.of(question)).leastMissed();
        assertTrue(solved.missed().size() - least <= FEW * question.sites().size(),
                night + ": " + solved.missed().size() + " are missed, where " + least + " must be");
        Schedule schedule = solved.schedule();
        Duration bound = Duration.between(schedule.start(), schedule.bound().earliestEnd());
        assertTrue(!solved.missed().isEmpty() || schedule.makespan().toMillis() <= bound.toMillis() * WITHIN,
                night + ": takes " + schedule.makespan() + ", and at least " + bound);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.7, 0.8, 0.9, 1})
    void nightsOfNarrowWindowsAreWithinFivePercentOfTheBound(double load) {
        for (int seed = 0; seed < SEEDS; seed++) {
            assertGood(narrow(seed, load, 1, false), "one window each, seed " + seed);
            assertGood(narrow(seed, load, 4, false), "several windows, seed " + seed);
            assertGood(narrow(seed, load, 4, true), "several windows, pinned, seed " + seed);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.6, 0.7, 0.8, 0.9})
    void nightsOfWideWindowsAreWithinFivePercentOfTheBound(double load) {
        for (int seed = 0; seed < SEEDS; seed++) {
            assertGood(evening(seed, load, false), "evening, seed " + seed);
            assertGood(evening(seed, load, true), "evening, pinned, seed " + seed);
        }
    }

    @Test
    void everySiteOfANightThatIsKnownToFitIsServed() {
        for (int seed = 0; seed < SEEDS; seed++)
            assertEquals(List.of(), Solved.of(planted(seed), PlannerSettings.USUAL).missed(), "seed " + seed);
    }
}

package org.packetboat.schedules.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.schedules.plan.Nights.between;
import static org.packetboat.schedules.plan.Nights.question;
import static org.packetboat.schedules.plan.Nights.servers;
import static org.packetboat.schedules.plan.Nights.site;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.packetboat.engine.route.Interval;
import org.packetboat.schedules.plan.answer.Schedule;
import org.packetboat.schedules.plan.job.Admission;
import org.packetboat.schedules.plan.job.Night;
import org.packetboat.schedules.plan.question.OpenTimes;
import org.packetboat.schedules.plan.question.PlanQuestion;
import org.packetboat.schedules.plan.question.PlanSite;
import org.packetboat.schedules.plan.question.PlannerSettings;

/** Small hard nights, loaded to about their limit, compared with the best there is. */
class AgainstExactTest {
    private static final double WITHIN = 1.05;

    /** Eight to eleven sites of 5 to 40 minutes on two or three servers, one or two windows each, some pinned. */
    static PlanQuestion hard(int seed) {
        Random random = new Random(seed);
        int hubs = 2 + random.nextInt(2);
        List<PlanSite> sites = new ArrayList<>();
        int count = 8 + random.nextInt(4);
        int night = (int) (count * 22 / hubs * (0.9 + 0.4 * random.nextDouble()));
        for (int i = 0; i < count; i++) {
            int minutes = 5 + random.nextInt(36);
            PlanSite site = site("s" + i, windows(random, night, minutes), minutes);
            sites.add(random.nextInt(4) > 0 ? site : site.servedBy(List.of("hub" + (1 + random.nextInt(hubs)))));
        }
        return question(sites, servers(hubs));
    }

    private static OpenTimes windows(Random random, int night, int minutes) {
        List<Interval> windows = new ArrayList<>();
        for (int w = 1 + random.nextInt(2); w > 0; w--) {
            int open = random.nextInt(Math.max(1, night - minutes));
            windows.add(between(open, Math.min(night, open + minutes + random.nextInt(2 * minutes))));
        }
        return new OpenTimes(windows);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 20, 40, 60, 80})
    void isAsGoodAsTheBestThereIs(int first) {
        for (int seed = first; seed < first + 20; seed++) {
            PlanQuestion question = hard(seed);
            Night night = Admission.of(question);
            assertEquals(List.of(), night.hopeless());
            Solved solved = Solved.of(question, PlannerSettings.USUAL);
            int fewest = ExactPlan.fewestMissed(night);
            assertEquals(fewest, solved.missed().size(), "missed with seed " + seed);
            if (fewest == 0) assertEndsInTime(solved.schedule(), ExactPlan.earliestEnd(night), seed);
            else assertFalse(solved.schedule().bound().earliestEnd().isBefore(solved.schedule().start()));
        }
    }

    private static void assertEndsInTime(Schedule schedule, int minutes, int seed) {
        Duration best = Duration.between(schedule.start(), Nights.at(minutes));
        assertTrue(schedule.makespan().toMillis() <= best.toMillis() * WITHIN,
                "seed " + seed + ": took " + schedule.makespan() + ", best is " + best);
        assertFalse(schedule.bound().earliestEnd().isAfter(Nights.at(minutes)), "the bound is none, seed " + seed);
    }
}

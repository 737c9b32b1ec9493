package org.packetboat.schedules.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.schedules.plan.Nights.at;
import static org.packetboat.schedules.plan.Nights.between;
import static org.packetboat.schedules.plan.Nights.question;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.route.Interval;
import org.packetboat.schedules.plan.answer.Missed;
import org.packetboat.schedules.plan.answer.Remedy;
import org.packetboat.schedules.plan.answer.ScheduleCheck;
import org.packetboat.schedules.plan.answer.Why;
import org.packetboat.schedules.plan.question.Calling;
import org.packetboat.schedules.plan.question.OpenTimes;
import org.packetboat.schedules.plan.question.PlanQuestion;
import org.packetboat.schedules.plan.question.PlanServer;
import org.packetboat.schedules.plan.question.PlanSite;
import org.packetboat.schedules.plan.question.PlannerSettings;
import org.packetboat.schedules.plan.question.Prices;

/** What holds of every plan, over random nights with everything in them. */
class RandomNightsTest {
    private static final int NIGHTS = 300;

    private static PlanQuestion night(int seed) {
        Random random = new Random(seed);
        int hubs = 1 + random.nextInt(4);
        List<PlanSite> sites = new ArrayList<>();
        for (int i = 1 + random.nextInt(30); i > 0; i--)
            sites.add(site("s" + i, random, hubs));
        return question(sites, Nights.servers(hubs));
    }

    private static PlanSite site(String name, Random random, int hubs) {
        List<Interval> windows = new ArrayList<>();
        for (int w = random.nextInt(3); w >= 0; w--) {
            double open = random.nextInt(700);
            windows.add(between(open, open + 1 + random.nextInt(90)));
        }
        PlanSite site = Nights.site(name, new OpenTimes(windows), 1 + random.nextInt(60))
                .with(new Calling(Duration.ofSeconds(random.nextInt(60)), Duration.ofMillis(random.nextInt(5000)),
                        random.nextInt(3) * 0.07));
        if (random.nextInt(3) == 0) site = site.resumable();
        if (random.nextInt(4) == 0) site = site.deliverBy(at(random.nextInt(720)));
        if (random.nextInt(4) == 0) site = site.notBefore(at(random.nextInt(720)));
        return random.nextInt(4) > 0 ? site : site.servedBy(List.of("hub" + (1 + random.nextInt(hubs))));
    }

    private static final PlannerSettings HASTY = PlannerSettings.USUAL.withEffort(20_000);

    @Test
    void everyPlanHolds() {
        for (int seed = 0; seed < NIGHTS; seed++) {
            Solved solved = Solved.of(night(seed), HASTY);
            assertEquals(Optional.empty(), ScheduleCheck.violation(night(seed), solved.schedule()));
        }
    }

    @Test
    void everySiteIsEitherServedOrMissed() {
        for (int seed = 0; seed < NIGHTS; seed++) {
            PlanQuestion question = night(seed);
            Solved solved = Solved.of(question, HASTY);
            List<String> told = new ArrayList<>(solved.missed().stream().map(Missed::site).toList());
            solved.schedule().sites().forEach(site -> told.add(site.name()));
            Set<String> asked = new HashSet<>(question.sites().stream().map(PlanSite::name).toList());
            assertEquals(asked, new HashSet<>(told));
            assertEquals(asked.size(), told.size());
        }
    }

    @Test
    void noPlanBeatsTheBound() {
        for (int seed = 0; seed < NIGHTS; seed++) {
            Solved solved = Solved.of(night(seed), HASTY);
            if (solved.missed().isEmpty())
                assertTrue(!solved.schedule().end().isBefore(solved.schedule().bound().earliestEnd()), "seed " + seed);
        }
    }

    @Test
    void whoIsMissedIsLateByMoreThanNothing() {
        for (int seed = 0; seed < NIGHTS; seed++) {
            for (Missed missed : Solved.of(night(seed), HASTY).missed())
                assertTrue(!(missed.why() instanceof Why.NoRoom) || missed.late().orElseThrow().by().isPositive());
        }
    }

    @Test
    void remediesDoWhatTheyPromise() {
        int tried = 0;
        for (int seed = 0; seed < NIGHTS / 3; seed++) {
            PlanQuestion question = night(seed);
            Solved solved = Solved.of(question, HASTY);
            if (solved.missed().isEmpty()) continue;
            for (Remedy remedy : Remedies.of(question, solved, Prices.USUAL)) {
                Solved remedied = Solved.of(with(question, remedy), HASTY);
                assertTrue(remedied.missed().stream().noneMatch(missed -> missed.why().isMatterOfTime()),
                        "seed " + seed + " with " + remedy);
                tried++;
            }
        }
        assertTrue(tried > 20, "only " + tried);
    }

    private static PlanQuestion with(PlanQuestion question, Remedy remedy) {
        return switch (remedy) {
            case Remedy.MoreServers(var count, _) -> {
                PlanQuestion more = question;
                for (int i = 0; i < count; i++)
                    more = more.plus(PlanServer.withOneLine("extra" + i));
                yield more;
            }
            case Remedy.LongerWindows(var windows, _) -> stretched(question, windows, 0, 1);
            case Remedy.EarlierStart(var windows, _) -> stretched(question, windows, 1, 0);
            case Remedy.SmallerBatch(var bytes, _) -> question.with(question.horizon(),
                    site -> site.with(site.load().atMost(bytes)));
        };
    }

    private static PlanQuestion stretched(PlanQuestion question, List<Remedy.Stretch> windows, int before, int after) {
        PlanQuestion longer = question.with(between(-2000, 3000), site -> site.with(
                OpenTimes.within(site.window(), question.horizon())));
        for (Remedy.Stretch stretch : windows) {
            OpenTimes times = stretch.window().times().stretched(stretch.by().multipliedBy(before),
                    stretch.by().multipliedBy(after));
            longer = longer.with(longer.horizon(),
                    site -> stretch.window().sites().contains(site.name()) ? site.with(times) : site);
        }
        return longer;
    }
}

package org.packetboat.schedules.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.schedules.plan.Nights.at;
import static org.packetboat.schedules.plan.Nights.between;
import static org.packetboat.schedules.plan.Nights.question;
import static org.packetboat.schedules.plan.Nights.servers;
import static org.packetboat.schedules.plan.Nights.site;
import static org.packetboat.schedules.plan.Nights.window;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.tariff.Money;
import org.packetboat.engine.tariff.RateTimes;
import org.packetboat.engine.tariff.Rates;
import org.packetboat.engine.tariff.Tariff;
import org.packetboat.schedules.plan.answer.PlanAnswer;
import org.packetboat.schedules.plan.answer.Schedule;
import org.packetboat.schedules.plan.answer.SitePlan;
import org.packetboat.schedules.plan.job.Admission;
import org.packetboat.schedules.plan.job.Night;
import org.packetboat.schedules.plan.print.PlanReport;
import org.packetboat.schedules.plan.question.Allowance;
import org.packetboat.schedules.plan.question.OpenTimes;
import org.packetboat.schedules.plan.question.PlanQuestion;
import org.packetboat.schedules.plan.question.PlanSite;
import org.packetboat.schedules.plan.question.PlannerSettings;

/** Nights in which calls cost something: who is missed comes first, then the cost. */
class TariffNightsTest {
    private static final long CENT = 10_000;

    /** Cents a minute, and since which minute of the night. */
    private record Hours(List<Integer> since, List<Integer> cents) implements RateTimes {
        @Override
        public Rates at(Instant at) {
            int last = (int) since.stream().filter(minute -> !Nights.at(minute).isAfter(at)).count() - 1;
            return new Rates(cents.get(Math.max(0, last)) * CENT, 0);
        }

        @Override
        public Optional<Instant> change(Instant after) {
            return since.stream().map(Nights::at).filter(after::isBefore).findFirst();
        }
    }

    /** Six cents to connect; by the minute. */
    private static Tariff tariff(List<Integer> since, List<Integer> cents) {
        return new Tariff("EUR", 6 * CENT, 0, Duration.ofMinutes(1), new Hours(since, cents));
    }

    /** Twelve cents a minute, three from two to five o'clock. */
    private static final Tariff NIGHT = tariff(List.of(0, 120, 300), List.of(12, 3, 12));

    private static PlanSite priced(PlanSite site, Tariff tariff) {
        return site.within(Allowance.NONE.at(tariff));
    }

    private static Schedule fits(PlanQuestion question) {
        PlanAnswer answer = Nights.plan(question);
        return ((PlanAnswer.Fits) answer).schedule();
    }

    @Test
    void aCallWaitsForTheCheapHourAndIsPlannedNoLaterThanThat() {
        Schedule plan = fits(question(List.of(priced(site("a", window(0, 720), 10), NIGHT)), servers(1)));
        assertEquals(at(120), plan.site("a").orElseThrow().start());
        assertEquals(Optional.of(at(120)), plan.site("a").orElseThrow().since());
        assertEquals(List.of(new Money("EUR", 36 * CENT)), plan.cost());
        assertEquals(Optional.of(new Money("EUR", 36 * CENT)), plan.least());
    }

    @Test
    void deliverByComesBeforeTheCost() {
        PlanSite urgent = priced(site("a", window(0, 720), 10), NIGHT).deliverBy(at(122));
        Schedule plan = fits(question(List.of(urgent), servers(1)));
        assertEquals(at(112), plan.site("a").orElseThrow().start());
        assertEquals("1.08 EUR", plan.cost().getFirst().toString(), "eight minutes dear, two cheap");
    }

    @Test
    void whoCostsNothingAtAnyTimeIsCalledAtOnce() {
        PlanSite free = site("b", window(0, 720), 10);
        PlanSite same = priced(site("c", window(0, 720), 10), tariff(List.of(0), List.of(5)));
        Schedule plan = fits(question(List.of(priced(site("a", window(0, 720), 10), NIGHT), free, same), servers(2)));
        assertEquals(List.of(at(0), at(0)), List.of(plan.site("b").orElseThrow().start(),
                plan.site("c").orElseThrow().start()));
        assertEquals(Optional.empty(), plan.site("c").orElseThrow().since());
    }

    @Test
    void theCostIsInThePlan() {
        PlanQuestion question = question(List.of(priced(site("a", window(0, 720), 10), NIGHT)), servers(1));
        List<String> lines = new PlanReport(ZoneOffset.UTC).lines(question, Nights.plan(question));
        assertTrue(lines.contains("Cost: 0.36 EUR; no plan costs less."), lines::toString);
        PlanQuestion free = question(List.of(site("a", window(0, 720), 10)), servers(1));
        assertTrue(new PlanReport(ZoneOffset.UTC).lines(free, Nights.plan(free)).stream()
                .noneMatch(line -> line.startsWith("Cost")));
    }

    /** By the second there are more places than are looked at: nobody says that the best of these is the cheapest. */
    @Test
    void ofLongCallsIsToldWhatTheyCostAtLeast() {
        assertEquals("Cost: 1.8615 EUR; no plan costs less than 1.86 EUR.", costBySeconds(30));
        String all = costBySeconds(40);
        assertTrue(all.endsWith("; no plan costs less than 1.26 EUR."), all + " with all of it in the cheap hour");
    }

    private static String costBySeconds(int minutes) {
        Tariff seconds = new Tariff("EUR", 6 * CENT, 0, Duration.ofSeconds(1),
                tariff(List.of(0, 120, 140), List.of(12, 3, 12)).rates());
        PlanQuestion question = question(List.of(priced(site("a", window(0, 720), minutes), seconds)), servers(1));
        return new PlanReport(ZoneOffset.UTC).lines(question, Nights.plan(question)).stream()
                .filter(line -> line.startsWith("Cost")).findFirst().orElseThrow();
    }

    private static PlanQuestion small(int seed) {
        Random random = new Random(seed);
        int hubs = 1 + random.nextInt(3);
        List<PlanSite> sites = new ArrayList<>();
        List<Tariff> tariffs = List.of(random(random), random(random));
        for (int i = 3 + random.nextInt(4); i > 0; i--) {
            int minutes = 3 + random.nextInt(25);
            PlanSite any = priced(site("s" + i, windows(random, minutes), minutes),
                    tariffs.get(random.nextInt(2)));
            sites.add(random.nextInt(4) > 0 ? any : any.servedBy(List.of("hub" + (1 + random.nextInt(hubs)))));
        }
        return question(sites, servers(hubs));
    }

    private static Tariff random(Random random) {
        List<Integer> since = new ArrayList<>(List.of(0));
        while (since.size() < 4)
            since.add(since.getLast() + 10 + random.nextInt(50));
        return tariff(since, since.stream().map(_ -> 1 + random.nextInt(20)).toList());
    }

    private static OpenTimes windows(Random random, int minutes) {
        List<Interval> windows = new ArrayList<>();
        for (int w = 1 + random.nextInt(2); w > 0; w--) {
            int open = random.nextInt(80);
            windows.add(between(open, open + minutes + random.nextInt(80)));
        }
        return new OpenTimes(windows);
    }

    /** A byte costs a tenth of what a minute does: whole cents for ten of them. */
    private record WithData(RateTimes times) implements RateTimes {
        @Override
        public Rates at(Instant at) {
            long minute = times.at(at).perMinute();
            return new Rates(minute, minute * 100_000);
        }

        @Override
        public Optional<Instant> change(Instant after) {
            return times.change(after);
        }
    }

    /** The same, where data cost, too, and a month includes some of them for each site. */
    private static PlanQuestion smallWithData(int seed) {
        Random random = new Random(-seed);
        PlanQuestion question = small(seed);
        Map<Tariff, Tariff> tariffs = new IdentityHashMap<>();
        return question.with(question.horizon(), site -> {
            Tariff tariff = tariffs.computeIfAbsent(site.terms().allowance().tariff().orElseThrow(),
                    plain -> new Tariff("EUR", plain.connect(), 0, plain.step(), new WithData(plain.rates())));
            return site.within(Allowance.NONE.at(tariff).including(10L * random.nextInt(120)));
        });
    }

    /** Nothing cheaper exists: an exact solver says so, minute by minute. */
    @ParameterizedTest
    @ValueSource(ints = {0, 100, 200})
    void noPlanOfASmallNightIsCheaper(int first) {
        provenFrom(first, TariffNightsTest::small);
    }

    @Test
    void noPlanOfASmallNightWithDataOfAMonthIsCheaper() {
        provenFrom(300, TariffNightsTest::smallWithData);
    }

    private static void provenFrom(int first, IntFunction<PlanQuestion> nights) {
        int served = 0;
        for (int seed = first; seed < first + 100; seed++) {
            PlanQuestion question = nights.apply(seed);
            Night night = Admission.of(question);
            Solved solved = Solved.of(question, PlannerSettings.USUAL);
            int fewest = ExactPlan.fewestMissed(night);
            assertEquals(fewest, solved.missed().size(), "missed with seed " + seed);
            if (fewest > 0) continue;
            served++;
            long cost = ExactPlan.leastCost(night, CENT) * CENT;
            assertEquals(List.of(new Money("EUR", cost)), solved.schedule().cost(), "seed " + seed);
            assertEquals(Optional.of(new Money("EUR", cost)), solved.schedule().least());
        }
        assertTrue(served > 40, "only " + served + " are served");
    }

    /** 40 sites on 4 servers, whose cheap hours have room for most of them. */
    @Test
    void aMiddlingNightIsNotMuchDearerThanItMustBe() {
        long cost = 0;
        long least = 0;
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            List<PlanSite> sites = IntStream.range(0, 40).mapToObj(i -> {
                int open = random.nextInt(200);
                return priced(site("s" + i, window(open, open + 200 + random.nextInt(300)), 5 + random.nextInt(25)),
                        NIGHT);
            }).toList();
            Schedule plan = fits(question(sites, servers(4)));
            cost += plan.cost().getFirst().micros();
            least += plan.least().orElseThrow().micros();
            assertTrue(plan.sites().stream().allMatch(TariffNightsTest::isChargedRightly));
        }
        assertTrue(cost < 1.1 * least, cost + " instead of " + least);
    }

    private static boolean isChargedRightly(SitePlan site) {
        return NIGHT.charge(site.start(), site.calls().getFirst().length(), site.calls().getFirst().bytes())
                .equals(site.charge().orElseThrow());
    }
}

package org.packetboat.simulator.night;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.packetboat.engine.route.AtClose;
import org.packetboat.engine.route.Interval;
import org.packetboat.schedules.plan.Planner;
import org.packetboat.schedules.plan.answer.Missed;
import org.packetboat.schedules.plan.answer.PlanAnswer;
import org.packetboat.schedules.plan.question.Calling;
import org.packetboat.schedules.plan.question.LineRate;
import org.packetboat.schedules.plan.question.Load;
import org.packetboat.schedules.plan.question.PlanQuestion;
import org.packetboat.schedules.plan.question.PlanSite;
import org.packetboat.schedules.plan.question.PlannerSettings;
import org.packetboat.schedules.plan.question.Terms;
import org.packetboat.simulator.SeededWorld;
import org.packetboat.simulator.night.trouble.Answering;
import org.packetboat.simulator.night.trouble.HubDeath;

/**
 * A night of 31 sites in three windows of an hour, one after the other, as the original's technical note has it, on
 * which all goes wrong that {@code NightIT} has go wrong on a real one: two sites never answer, one has a tenth of the
 * others' speed, one loses every other call, and the hub's program is killed in mid-night. Sizes, servers, who is who,
 * and when and for how long the hub is away are drawn from the seed.
 */
final class HardNight implements SeededWorld {
    private static final int SITES = 31;
    private static final int DEAD = 2;
    private static final int FIRST_OPENS = 60;
    private static final int WINDOW = 60;
    /** When all windows are closed, it is over. */
    private static final int OVER = FIRST_OPENS + 3 * WINDOW + 10;
    private static final Calling CALLING = Scenes.SMOOTH;
    private static final Duration CYCLE = Duration.ofMinutes(1);
    private static final Duration HUNG_UP = CALLING.hangUp().plusSeconds(1);
    /** Of the log. */
    private static final int LINES_A_CALL = 8;

    private final long seed;
    private final Scenario scenario;
    private final Set<String> dead;
    private Optional<PlayedNight> played = Optional.empty();

    HardNight(long seed) {
        this.seed = seed;
        Random random = new Random(seed);
        List<Integer> places = new ArrayList<>(IntStream.range(0, SITES).boxed().toList());
        Collections.shuffle(places, random);
        List<SimulatedSite> sites = IntStream.range(0, SITES).mapToObj(i -> site(i, places.indexOf(i), random))
                .toList();
        dead = sites.stream().filter(s -> s.answering() == Answering.NEVER).map(SimulatedSite::name)
                .collect(Collectors.toSet());
        Scenario like = Scenes.night(1, 2 + random.nextInt(3), 1000, CALLING, 0);
        Instant killed = Scenes.minute(FIRST_OPENS).plusSeconds(random.nextInt(3 * WINDOW * 60));
        HubDeath death = new HubDeath(killed, Duration.ofSeconds(5 + random.nextInt(116)));
        scenario = new Scenario(new Interval(Scenes.EVENING, Scenes.minute(OVER)), like.servers(), sites,
                like.lines(), like.expected(), Optional.of(death));
    }

    /** @param part what it is in the night: the first are those that go wrong */
    private static SimulatedSite site(int i, int part, Random random) {
        int opens = FIRST_OPENS + WINDOW * (i * 3 / SITES);
        long bytes = 24_000L + Scenes.RATE * random.nextInt(100);
        int rate = part == DEAD ? Scenes.RATE / 10 : Scenes.RATE;
        SimulatedSite site = Scenes.site(Scenes.route("s" + i, opens, opens + WINDOW, AtClose.CUT, rate), bytes,
                CALLING);
        if (part < DEAD) return site.answering(Answering.NEVER);
        return part == DEAD + 1 ? site.answering(Answering.EVERY_OTHER) : site;
    }

    @Override
    public void live() {
        PlayedNight night = new Simulator(scenario).play(seed);
        played = Optional.of(night);
        Set<String> may = new TreeSet<>(dead);
        may.addAll(missedByPlan());
        Map<String, List<PlayedCall>> calls = night.calls().stream()
                .collect(Collectors.groupingBy(PlayedCall::site, Collectors.collectingAndThen(Collectors.toList(),
                        all -> all.stream().sorted(Comparator.comparing(PlayedCall::start)).toList())));
        for (SiteNight site : night.sites()) {
            must(site.copies() <= 1, site.site() + " has its mail twice");
            must(site.arrived().isPresent() || night.waiting().contains(site.site()), site.site() + "'s mail is lost");
            must(site.isMet() || may.contains(site.site()), site.site() + " is missed: " + site.why());
        }
        for (SimulatedSite site : scenario.sites())
            mustBeCalledAsItMay(site, calls.getOrDefault(site.name(), List.of()));
        mustBeBusyWithOneCallEach(night.calls());
        long most = LINES_A_CALL * (long) night.calls().size() + 8L * SITES;
        must(night.told() <= most, night.told() + " lines of log for " + night.calls().size() + " calls");
    }

    /**
     * Inside its window, and once in a cycle where it was not reached; but for once in each life of the program, when a
     * line is blamed and another server may have a better one.
     */
    private void mustBeCalledAsItMay(SimulatedSite site, List<PlayedCall> calls) {
        Instant before = Instant.MIN;
        String how = "";
        int early = 0;
        for (PlayedCall call : calls) {
            Interval window = site.route().window().from(call.start()).orElseThrow();
            must(window.contains(call.start()), call + " begins outside its window");
            must(!call.end().isAfter(window.close().plus(CALLING.dial()).plus(HUNG_UP)), call + " ends too late");
            boolean another = wasKilledSince(before, call.start());
            if (another) early = 0;
            else if (how.startsWith("unreached") && before.plus(CYCLE).isAfter(call.start())) early++;
            must(early <= 1, call + " is less than a cycle after the last, and not the first");
            before = call.end();
            how = call.ending();
        }
    }

    private boolean wasKilledSince(Instant from, Instant to) {
        Instant killed = scenario.death().orElseThrow().at();
        return killed.isAfter(from) && killed.isBefore(to);
    }

    private static void mustBeBusyWithOneCallEach(List<PlayedCall> all) {
        Map<String, Instant> until = new HashMap<>();
        all.stream().sorted(Comparator.comparing(PlayedCall::start)).forEach(call -> {
            Instant free = until.getOrDefault(call.server(), Instant.MIN);
            must(!call.start().isBefore(free), call + " begins while its server is in another call");
            until.put(call.server(), call.end());
        });
    }

    /** Whom a plan misses of those that answer, if it knows who they are. */
    private Set<String> missedByPlan() {
        List<PlanSite> sites = scenario.sites().stream().filter(s -> !dead.contains(s.name()))
                .map(HardNight::planned).toList();
        PlanQuestion question = new PlanQuestion(scenario.night().open(), scenario.night(), sites, scenario.servers());
        return switch (new Planner(PlannerSettings.USUAL).planOnly(question)) {
            case PlanAnswer.Fits _ -> Set.of();
            case PlanAnswer.DoesNotFit not -> not.missed().stream().map(Missed::site).collect(Collectors.toSet());
            case PlanAnswer.DoesNotHold no -> throw new IllegalStateException(no.toString());
            case PlanAnswer.Unanswerable no -> throw new IllegalStateException(no.toString());
        };
    }

    private static PlanSite planned(SimulatedSite site) {
        return new PlanSite(site.name(), site.route().window(), site.route().windowName(), site.route().link(),
                new Load(site.size().packed(), Load.UNCOMPRESSED, LineRate.nominal(site.route().rate())), CALLING,
                Terms.NONE);
    }

    private static void must(boolean holds, String otherwise) {
        if (!holds) throw new AssertionError(otherwise);
    }

    @Override
    public String story() {
        return played.map(night -> night.calls().stream().sorted(Comparator.comparing(PlayedCall::start))
                .map(c -> c.start() + " " + c.end() + " " + c.server() + " " + c.site() + " " + c.ending() + "\n")
                .collect(Collectors.joining())).orElse("");
    }

    @Override
    public String toString() {
        return scenario.servers().size() + " servers, dead " + new TreeSet<>(dead) + ", "
                + scenario.death().orElseThrow()
                + played.map(night -> ", " + night.calls().size() + " calls, " + night.told() + " lines").orElse("");
    }
}

package org.packetboat.schedules.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.packetboat.engine.tariff.Money;
import org.packetboat.schedules.plan.answer.Bound;
import org.packetboat.schedules.plan.answer.Missed;
import org.packetboat.schedules.plan.answer.Proof;
import org.packetboat.schedules.plan.answer.Schedule;
import org.packetboat.schedules.plan.answer.SitePlan;
import org.packetboat.schedules.plan.bound.Limits;
import org.packetboat.schedules.plan.job.Admission;
import org.packetboat.schedules.plan.job.Draft;
import org.packetboat.schedules.plan.job.Job;
import org.packetboat.schedules.plan.job.Night;
import org.packetboat.schedules.plan.question.PlanQuestion;
import org.packetboat.schedules.plan.question.PlannerSettings;
import org.packetboat.schedules.plan.search.ListScheduling;
import org.packetboat.schedules.plan.search.Search;

/**
 * A question with the best schedule found for it.
 *
 * @param schedule what can be done
 * @param missed   who can't be served, in the order of the question
 * @param proof    why not, if not everyone can
 * @param trial    for questions that are easier
 */
record Solved(Schedule schedule, List<Missed> missed, Proof proof, Trial trial) {
    /** The best schedule found; it is not checked yet. */
    static Solved of(PlanQuestion question, PlannerSettings settings) {
        Night night = Admission.of(question);
        Limits limits = Limits.of(night);
        Draft draft = Search.run(night, new Search.Goal(limits.leastMissed(), limits.end().end()), settings);
        FairCopy fair = new FairCopy(night);
        List<SitePlan> sites = IntStream.range(0, night.jobs().size()).filter(job -> !draft.misses(job))
                .mapToObj(job -> fair.sitePlan(night.jobs().get(job), draft.placings().get(job).orElseThrow()))
                .sorted(Comparator.comparing(SitePlan::start).thenComparing(SitePlan::name)).toList();
        Bound bound = new Bound(limits.end().kind(), night.at(limits.end().end()));
        Schedule schedule = new Schedule(night.at(night.firstOpen()), sites, bound, least(night, draft));
        return new Solved(schedule, asAsked(question, missed(night, draft)), proof(night, limits),
                new Trial(night, draft, settings));
    }

    private static Optional<Money> least(Night night, Draft draft) {
        return night.jobs().stream().flatMap(job -> job.site().terms().allowance().tariff().stream()).findFirst()
                .map(tariff -> new Money(tariff.currency(), Search.leastCost(night, draft)));
    }

    private static List<Missed> missed(Night night, Draft draft) {
        List<Missed> missed = new ArrayList<>(night.hopeless());
        FairCopy fair = new FairCopy(night);
        ListScheduling after = new ListScheduling(night);
        after.filled(draft);
        IntStream.range(0, night.jobs().size()).filter(draft::misses).mapToObj(night.jobs()::get)
                .sorted(Comparator.comparingLong(Job::latestStart))
                .forEach(job -> missed.add(job.isLimited()
                        ? FairCopy.limited(job, after.hasRoom(job))
                        : fair.missed(job, after.late(job))));
        return missed;
    }

    private static Proof proof(Night night, Limits limits) {
        if (!night.hopeless().isEmpty()) return new Proof.Alone(night.hopeless().size());
        return limits.proof().orElseGet(Proof.NotFound::new);
    }

    private static List<Missed> asAsked(PlanQuestion question, List<Missed> missed) {
        Map<String, Missed> bySite = new HashMap<>();
        missed.forEach(each -> bySite.put(each.site(), each));
        return question.sites().stream().flatMap(site -> Optional.ofNullable(bySite.get(site.name())).stream())
                .toList();
    }
}

package org.packetboat.schedules.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.packetboat.schedules.plan.bound.FlowBound;
import org.packetboat.schedules.plan.bound.IntervalProof;
import org.packetboat.schedules.plan.job.Admission;
import org.packetboat.schedules.plan.job.Draft;
import org.packetboat.schedules.plan.job.Job;
import org.packetboat.schedules.plan.job.Night;
import org.packetboat.schedules.plan.job.Placing;
import org.packetboat.schedules.plan.question.PlanQuestion;
import org.packetboat.schedules.plan.question.PlannerSettings;
import org.packetboat.schedules.plan.search.ListScheduling;
import org.packetboat.schedules.plan.search.Repair;
import org.packetboat.schedules.plan.search.Search;

/**
 * Tells whether everyone could be served if a question were easier. It begins with the schedule that there is, which
 * holds still, and puts in only who is missed; so it may be asked often. May be used from any thread.
 */
final class Trial {
    /** Of more jobs each is so small a part of the whole that a rule of thumb does nearly as well as repair. */
    private static final int MANY = 1000;
    /** If a rule of thumb misses this part of those that are missed now, repair is far from serving them. */
    private static final double FAR = 0.2;
    /** Dozens of questions are tried; each may take this part of the effort of one. */
    private static final int SHARE = 10;

    private final Night night;
    private final Map<String, Placing> placings = new HashMap<>();
    private final PlannerSettings settings;

    /** @param draft of this night */
    Trial(Night night, Draft draft, PlannerSettings settings) {
        this.night = night;
        this.settings = settings;
        IntStream.range(0, night.jobs().size()).forEach(number -> draft.placings().get(number)
                .ifPresent(placing -> placings.put(night.jobs().get(number).site().name(), placing)));
    }

    /** Whether a schedule was found. @param easier the night's question with more time, servers or less to send */
    boolean fits(PlanQuestion easier) {
        Night changed = Admission.of(easier);
        if (!changed.hopeless().isEmpty()) return false;
        boolean many = changed.jobs().size() > MANY;
        if (many) {
            int missed = Search.missedAtOnce(changed);
            if (missed == 0 || missed > FAR * (night.jobs().size() - placings.size())) return missed == 0;
        }
        Repair repair = new Repair(changed, carriedOver(changed), settings.seed());
        if (serves(changed, repair.run(0))) return true;
        if (many || IntervalProof.exists(changed) || FlowBound.lacking(changed, Long.MAX_VALUE) > 0) return false;
        return serves(changed, repair.run(settings.effort() / SHARE));
    }

    private static boolean serves(Night changed, Draft draft) {
        return new ListScheduling(changed).filled(draft).score().missed() == 0;
    }

    /** Whether one is found by who doesn't know of this night, as when the question is asked after the change. */
    boolean holds(PlanQuestion easier) {
        Night changed = Admission.of(easier);
        return changed.hopeless().isEmpty()
                && Search.run(changed, Search.Goal.ALL, settings).score().missed() == 0;
    }

    /** The line time of all who are missed. */
    Duration lacking() {
        return night.work().minusMillis(placings.values().stream().mapToLong(Placing::length).sum());
    }

    private Draft carriedOver(Night changed) {
        long later = Duration.between(changed.start(), night.start()).toMillis();
        List<Optional<Placing>> there = new ArrayList<>();
        for (Job job : changed.jobs())
            there.add(Optional.ofNullable(placings.get(job.site().name()))
                    .map(placing -> placing.carriedOver(job, later)));
        return Draft.of(changed.jobs(), there);
    }
}

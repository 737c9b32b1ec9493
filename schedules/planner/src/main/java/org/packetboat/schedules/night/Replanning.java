package org.packetboat.schedules.night;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.packetboat.engine.route.Pace;
import org.packetboat.engine.site.SiteLoad;
import org.packetboat.engine.site.Timetable;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.schedules.history.History;
import org.packetboat.schedules.plan.answer.Schedule;
import org.packetboat.schedules.plan.question.PlanServer;

/**
 * When the night is planned anew, and by what: all of it but the clock. The running server keeps it on a thread, the
 * simulator in simulated time.
 *
 * @param expected what is reckoned with; what sessions show is noted in its history
 */
public record Replanning(Expected expected) {
    private static final Duration SHORTEST_REST = Duration.ofSeconds(10);
    /** Mail whose calls have a tariff waits for a plan for 15 minutes, and is sent at any price then. */
    private static final Duration LONGEST_REST = Duration.ofMinutes(10);
    /** So many sites that wait make a plan dearer, and a second later or earlier of less matter. */
    private static final int SITES_A_SECOND = 20;
    /** What comes at once is planned at once; and the node has had time to put it into its queues. */
    public static final Duration SETTLING = Duration.ofSeconds(1);

    /** Notes what was seen. @return whether it is a reason to plan anew */
    public boolean on(StatusEvent event) {
        if (event instanceof StatusEvent.SessionEnded ended) note(ended);
        return event instanceof StatusEvent.SessionEnded || event instanceof StatusEvent.Accepted
                || event instanceof StatusEvent.BatchStage || event instanceof StatusEvent.Trouble
                || event instanceof StatusEvent.WindowClosed;
    }

    /** Places found in DNS are left out: there may be any number of them, and no plan is needed for them. */
    private void note(StatusEvent.SessionEnded ended) {
        if (ended.site().contains("/")) return;
        boolean failed = ended.how().startsWith("unreached");
        history().note(ended.site(), h -> failed
                ? h.failed()
                : ended.bytes() > 0
                        ? h.carried(ended.bytes(), ended.figures().wireOut(), ended.lasted())
                        : h.reached());
    }

    /** From a plan for so many sites to the next, at least; where nothing waits, that was no work. */
    public static Duration rest(int sites) {
        if (sites == 0) return Duration.ZERO;
        Duration asLargeAsItIs = Duration.ofSeconds(sites / SITES_A_SECOND);
        if (asLargeAsItIs.compareTo(LONGEST_REST) > 0) return LONGEST_REST;
        return asLargeAsItIs.compareTo(SHORTEST_REST) > 0 ? asLargeAsItIs : SHORTEST_REST;
    }

    /** Whether a plan for these has to be made anew soon: nobody has looked yet by when they have to be there. */
    public static boolean isProvisional(List<SiteLoad> loads) {
        return loads.stream().anyMatch(load -> load.by().equals(SiteLoad.UNKNOWN));
    }

    /** What the plan reckons with, as a forwarder does. */
    public Pace pace() {
        return new MeasuredPace(expected);
    }

    /** What sessions have shown. */
    public History history() {
        return expected.history();
    }

    /**
     * The plan for what waits; none if nothing does.
     *
     * @throws IllegalStateException if the planner made one that does not hold: the one before stays in force
     */
    public Optional<Schedule> schedule(NightState state, List<PlanServer> servers, Instant now) {
        return NightPlan.schedule(state, servers, expected, now);
    }

    /**
     * What servers follow from now on. Whom the plan has no place for is told of, but not who may have one in a later
     * one: it failed last, or opens or rests for longer than this plan reaches.
     *
     * @param asked what waited when it was made
     */
    public static Timetable timetable(Optional<Schedule> schedule, List<SiteLoad> asked, Instant now) {
        return schedule.map(plan -> timetable(plan, asked, now)).orElse(Timetable.NONE);
    }

    private static Timetable timetable(Schedule schedule, List<SiteLoad> asked, Instant now) {
        Set<String> passed = asked.stream().filter(load -> !load.failing() && NightPlan.isForThisPlan(load, now))
                .map(load -> SiteLoad.site(load.name())).collect(Collectors.toCollection(HashSet::new));
        schedule.sites().forEach(site -> passed.remove(SiteLoad.site(site.name())));
        return NightPlan.timetable(schedule).passingOver(passed);
    }
}

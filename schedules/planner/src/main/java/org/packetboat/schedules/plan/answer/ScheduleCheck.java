package org.packetboat.schedules.plan.answer;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.packetboat.schedules.plan.question.PlanQuestion;
import org.packetboat.schedules.plan.question.PlanServer;
import org.packetboat.schedules.plan.question.PlanSite;

/**
 * Checks a schedule against the question, knowing nothing of how it was made: calls lie inside windows and terms, are
 * long enough, carry the whole load, keep to the limits of calls, and no server makes two at once.
 */
public final class ScheduleCheck {
    private final Schedule schedule;
    private final PlanQuestion question;
    private final Map<String, PlanSite> sites;
    private final Map<String, PlanServer> servers;

    private ScheduleCheck(PlanQuestion question, Schedule schedule) {
        this.question = question;
        this.schedule = schedule;
        this.sites = question.sites().stream().collect(Collectors.toMap(PlanSite::name, Function.identity()));
        this.servers = question.servers().stream().collect(Collectors.toMap(PlanServer::name, Function.identity()));
    }

    /** The first thing found wrong: a bug of the planner's. */
    public static Optional<String> violation(PlanQuestion question, Schedule schedule) {
        ScheduleCheck check = new ScheduleCheck(question, schedule);
        return schedule.sites().stream().flatMap(plan -> check.wrongWith(plan).stream()).findFirst()
                .or(check::overlap).or(() -> LimitsCheck.violation(check.sites, question.made(), schedule));
    }

    private Optional<String> wrongWith(SitePlan plan) {
        PlanSite site = sites.get(plan.name());
        if (!isAbleToServe(site, plan)) return Optional.of(plan.server() + " may not serve " + plan.name());
        if (!isComplete(site, plan)) return Optional.of(plan.name() + " doesn't get its load");
        return plan.calls().stream().filter(call -> !isTimely(site, call)).map(PlannedCall::toString).findFirst();
    }

    private boolean isAbleToServe(PlanSite site, SitePlan plan) {
        List<String> pins = site.terms().servers();
        return (pins.isEmpty() || pins.contains(plan.server()))
                && servers.get(plan.server()).line(site.link()).filter(line -> line.name().equals(plan.line()))
                        .isPresent();
    }

    private static boolean isComplete(PlanSite site, SitePlan plan) {
        long bytes = plan.calls().stream().mapToLong(PlannedCall::bytes).sum();
        long time = plan.calls().stream().mapToLong(call -> call.length().toMillis()).sum();
        long needed = site.calling().millis() * plan.calls().size() + site.load().millis();
        return bytes == site.load().wireBytes() && time >= needed
                && (plan.calls().size() == 1 || site.terms().resumable() || site.terms().allowance().mails() > 1);
    }

    private boolean isTimely(PlanSite site, PlannedCall call) {
        return site.window().from(call.start()).filter(open -> open.contains(call.start()))
                .filter(open -> !call.end().isAfter(open.close())).isPresent()
                && !call.start().isBefore(question.start()) && !call.end().isAfter(question.horizon().close())
                && !call.start().isBefore(site.terms().notBefore().orElse(Instant.MIN))
                && !call.end().isAfter(site.terms().deliverBy().orElse(Instant.MAX));
    }

    private Optional<String> overlap() {
        Map<String, PlannedCall> last = new HashMap<>();
        return schedule.sites().stream()
                .flatMap(plan -> plan.calls().stream().map(call -> Map.entry(plan.server(), call)))
                .sorted(Map.Entry.comparingByValue((a, b) -> a.start().compareTo(b.start())))
                .flatMap(entry -> overlap(Optional.ofNullable(last.put(entry.getKey(), entry.getValue())),
                        entry.getValue()).stream())
                .findFirst();
    }

    private static Optional<String> overlap(Optional<PlannedCall> before, PlannedCall call) {
        return before.filter(earlier -> earlier.end().isAfter(call.start()))
                .map(earlier -> earlier + " and " + call + " overlap");
    }
}

package org.packetboat.app.planning;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.packetboat.schedules.plan.Planner;
import org.packetboat.schedules.plan.answer.Missed;
import org.packetboat.schedules.plan.answer.PlanAnswer;
import org.packetboat.schedules.plan.answer.Remedy;
import org.packetboat.schedules.plan.answer.Schedule;
import org.packetboat.schedules.plan.answer.SitePlan;
import org.packetboat.schedules.plan.answer.Why;
import org.packetboat.schedules.plan.print.PlanReport;
import org.packetboat.schedules.plan.question.PlanQuestion;
import org.packetboat.schedules.plan.question.PlannerSettings;

/**
 * What the planner says of a night, and what becomes of the sites that it does not serve in time: they get their mail
 * late, or it comes back to its senders, or it waits for another night.
 *
 * @param question what was asked
 * @param answer   by windows, not-before, deliver-by and msdead
 * @param late     who is served without regard to deliver-by, and when; by site
 * @param returned when the first mail of a site is returned, by site
 * @param reservation why it may turn out otherwise
 */
public record NightAnswer(PlanQuestion question, PlanAnswer answer, Map<String, SitePlan> late,
        Map<String, Instant> returned, Optional<String> reservation) {
    /** What becomes of a site's mail that is not served in time. */
    public enum Outcome {
        LATE, RETURNED, MISSED
    }

    /** A site that is not served in time, for scripts; times are empty where there are none. */
    public record MissedRow(String missed, String outcome, String why, String reason, String arrives,
            String returned) {}

    /** A remedy, for scripts. */
    public record RemedyRow(String remedy, double price, String said) {}

    /** Plans, and plans again without deliver-by if that is what sites miss. */
    public static NightAnswer of(PlanQuestion question, Map<String, Instant> returned) {
        return of(question, returned, new Planner(PlannerSettings.USUAL), true);
    }

    /** The same by this planner. @param remedies whether to look for remedies, which takes most of the time */
    public static NightAnswer of(PlanQuestion question, Map<String, Instant> returned, Planner planner,
            boolean remedies) {
        PlanAnswer answer = remedies ? planner.plan(question) : planner.planOnly(question);
        boolean byTime = missed(answer).stream().map(Missed::site).anyMatch(name -> question.sites().stream()
                .anyMatch(site -> site.name().equals(name) && site.terms().deliverBy().isPresent()));
        if (!byTime) return new NightAnswer(question, answer, Map.of(), returned, Optional.empty());
        PlanQuestion anyhow = question.with(question.horizon(), site -> Optional.ofNullable(returned.get(site.name()))
                .map(site::deliverBy).orElse(site.howeverLate()));
        Map<String, SitePlan> late = schedule(planner.planOnly(anyhow)).map(Schedule::sites)
                .orElse(List.of()).stream().collect(Collectors.toMap(SitePlan::name, site -> site));
        return new NightAnswer(question, answer, late, returned, Optional.empty());
    }

    /** The same, of which its headline says so. @param why it may turn out otherwise */
    NightAnswer but(Optional<String> why) {
        return new NightAnswer(question, answer, late, returned, why);
    }

    private static Optional<Schedule> schedule(PlanAnswer answer) {
        return switch (answer) {
            case PlanAnswer.Fits(var schedule) -> Optional.of(schedule);
            case PlanAnswer.DoesNotFit(var schedule, var _, var _, var _) -> Optional.of(schedule);
            case PlanAnswer.DoesNotHold _, PlanAnswer.Unanswerable _ -> Optional.empty();
        };
    }

    private static List<Missed> missed(PlanAnswer answer) {
        return answer instanceof PlanAnswer.DoesNotFit not ? not.missed() : List.of();
    }

    /** Whether all of it arrives in time. */
    public boolean fits() {
        return answer instanceof PlanAnswer.Fits;
    }

    /** Who is called when; empty if the question made no sense. */
    public Optional<Schedule> schedule() {
        return schedule(answer);
    }

    /** What becomes of the mail of a site that is missed. */
    public Outcome outcome(Missed missed) {
        if (late.containsKey(missed.site())) return Outcome.LATE;
        return Optional.ofNullable(returned.get(missed.site())).filter(question.horizon().close()::isAfter).isPresent()
                ? Outcome.RETURNED
                : Outcome.MISSED;
    }

    /** Whether all of it arrives, but not all in time. */
    public boolean isLate() {
        List<Missed> missed = missed(answer);
        return !missed.isEmpty() && missed.stream().allMatch(m -> outcome(m) == Outcome.LATE);
    }

    /** The answer in one line. */
    public String headline(PlanReport report) {
        return bareHeadline(report) + reservation.map(why -> " But " + why + ".").orElse("");
    }

    private String bareHeadline(PlanReport report) {
        int missed = missed(answer).size();
        return isLate()
                ? "Late: all of it arrives, but at " + missed + " of " + question.sites().size()
                        + (question.sites().size() == 1 ? " site" : " sites") + " after its deliver-by."
                : report.headline(question, answer);
    }

    /** The answer, its reasons, and what becomes of those that are missed. */
    public List<String> lines(PlanReport report) {
        List<String> lines = new ArrayList<>(report.lines(question, answer));
        lines.set(0, headline(report));
        missed(answer).forEach(m -> fate(report, m).ifPresent(lines::add));
        return lines;
    }

    private Optional<String> fate(PlanReport report, Missed missed) {
        return switch (outcome(missed)) {
            case LATE -> Optional.of("Late: " + missed.site() + " gets its mail at "
                    + report.time(late.get(missed.site()).end()) + ".");
            case RETURNED -> Optional.of("Returned: mail for " + missed.site() + " comes back to its sender at "
                    + report.time(returned.get(missed.site())) + " (msdead).");
            case MISSED -> Optional.empty();
        };
    }

    /** Those that are not served in time. */
    public List<MissedRow> missedRows(PlanReport report) {
        return missed(answer).stream().map(m -> {
            Outcome outcome = outcome(m);
            return new MissedRow(m.site(), word(outcome), why(m.why()), report.reason(m),
                    outcome == Outcome.LATE ? late.get(m.site()).end().toString() : "",
                    outcome == Outcome.RETURNED ? returned.get(m.site()).toString() : "");
        }).toList();
    }

    /** What would serve them all, the cheapest first. */
    public List<RemedyRow> remedyRows(PlanReport report) {
        if (!(answer instanceof PlanAnswer.DoesNotFit not)) return List.of();
        return not.remedies().stream().map(r -> new RemedyRow(kind(r), r.price(), report.remedy(r))).toList();
    }

    private static String word(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }

    private static String why(Why why) {
        return switch (why) {
            case Why.NeverOpens _ -> "never-opens";
            case Why.OpensLater _ -> "opens-later";
            case Why.DeliverByPast _ -> "deliver-by-past";
            case Why.TermsLeaveNothing _ -> "terms-leave-nothing";
            case Why.LargerThanWindow _ -> "larger-than-window";
            case Why.NoLine _ -> "no-line";
            case Why.CallTooLong _ -> "call-too-long";
            case Why.LimitsLeaveNoCall _ -> "limits";
            case Why.NoRoom _ -> "no-room";
        };
    }

    private static String kind(Remedy remedy) {
        return switch (remedy) {
            case Remedy.MoreServers _ -> "more-servers";
            case Remedy.LongerWindows _ -> "longer-windows";
            case Remedy.EarlierStart _ -> "earlier-start";
            case Remedy.SmallerBatch _ -> "smaller-batch";
        };
    }
}

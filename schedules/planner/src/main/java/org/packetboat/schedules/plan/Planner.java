package org.packetboat.schedules.plan;

import java.util.List;
import java.util.Optional;
import org.packetboat.schedules.plan.answer.PlanAnswer;
import org.packetboat.schedules.plan.answer.Remedy;
import org.packetboat.schedules.plan.answer.Schedule;
import org.packetboat.schedules.plan.answer.ScheduleCheck;
import org.packetboat.schedules.plan.question.PlanQuestion;
import org.packetboat.schedules.plan.question.PlannerSettings;
import org.packetboat.schedules.plan.question.QuestionCheck;
import org.packetboat.schedules.plan.question.Trouble;

/**
 * Says whether a batch fits its windows, how, and what to change if it doesn't. Keeps nothing between questions; any
 * thread may ask. {@code docs/planner.md} tells how it works and what its words mean.
 */
public final class Planner {
    private final PlannerSettings settings;
    private final Check check;

    /** Looks at a schedule without knowing how it was made. */
    interface Check {
        /** The first thing found wrong. */
        Optional<String> violation(PlanQuestion question, Schedule schedule);
    }

    public Planner(PlannerSettings settings) {
        this(settings, ScheduleCheck::violation);
    }

    Planner(PlannerSettings settings, Check check) {
        this.settings = settings;
        this.check = check;
    }

    /** The plan. The same question always gets the same one. */
    public PlanAnswer plan(PlanQuestion question) {
        return plan(question, true);
    }

    /** The same without remedies: for planning anew during the night, when nobody is there to take advice. */
    public PlanAnswer planOnly(PlanQuestion question) {
        return plan(question, false);
    }

    private PlanAnswer plan(PlanQuestion question, boolean withRemedies) {
        List<Trouble> troubles = QuestionCheck.troubles(question);
        if (!troubles.isEmpty()) return new PlanAnswer.Unanswerable(troubles);
        Solved solved = Solved.of(question, settings);
        Optional<String> wrong = check.violation(question, solved.schedule());
        if (wrong.isPresent()) return new PlanAnswer.DoesNotHold(wrong.get());
        if (solved.missed().isEmpty()) return new PlanAnswer.Fits(solved.schedule());
        List<Remedy> remedies = withRemedies ? Remedies.of(question, solved, settings.prices()) : List.of();
        return new PlanAnswer.DoesNotFit(solved.schedule(), solved.missed(), solved.proof(), remedies);
    }
}

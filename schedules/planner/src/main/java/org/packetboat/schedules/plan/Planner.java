package org.packetboat.schedules.plan;

import java.util.List;
import org.packetboat.schedules.plan.answer.PlanAnswer;
import org.packetboat.schedules.plan.answer.Remedy;
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

    public Planner(PlannerSettings settings) {
        this.settings = settings;
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
        if (solved.missed().isEmpty()) return new PlanAnswer.Fits(solved.schedule());
        List<Remedy> remedies = withRemedies ? Remedies.of(question, solved, settings.prices()) : List.of();
        return new PlanAnswer.DoesNotFit(solved.schedule(), solved.missed(), solved.proof(), remedies);
    }
}

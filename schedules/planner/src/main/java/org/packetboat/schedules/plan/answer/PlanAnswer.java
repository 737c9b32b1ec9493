package org.packetboat.schedules.plan.answer;

import java.time.Duration;
import java.util.List;
import org.packetboat.schedules.plan.question.Trouble;

/** What the planner says. Every schedule in it was checked against the question and holds. */
public sealed interface PlanAnswer {
    /** Everyone can be served; the schedule says how. */
    record Fits(Schedule schedule) implements PlanAnswer {
        /** How much later the tightest call could end. */
        public Duration spare() {
            return schedule.spare();
        }
    }

    /**
     * Not everyone can be served.
     *
     * @param schedule what can be done
     * @param missed   the others, in the order of the question
     * @param proof    whether no plan exists, or just none was found
     * @param remedies what would serve everyone who is missed for lack of time, the cheapest first; each was planned
     *                 and holds
     */
    record DoesNotFit(Schedule schedule, List<Missed> missed, Proof proof, List<Remedy> remedies)
            implements
                PlanAnswer {
        public DoesNotFit {
            missed = List.copyOf(missed);
            remedies = List.copyOf(remedies);
        }
    }

    /**
     * The planner made a plan that fails its own check, which is a bug of the planner's. Nothing of it may be used;
     * what was planned before stays in force.
     *
     * @param found what is wrong with it
     */
    record DoesNotHold(String found) implements PlanAnswer {
        /** In words, with what to do. */
        public String said() {
            return "the planner made a plan that does not hold: " + found
                    + "; that is a bug, please report it with the schedule";
        }
    }

    /** The question makes no sense, for each of these reasons. */
    record Unanswerable(List<Trouble> troubles) implements PlanAnswer {
        public Unanswerable {
            troubles = List.copyOf(troubles);
        }
    }
}

package org.packetboat.schedules.plan.question;

/**
 * How hard the planner tries.
 *
 * @param seed   of the random moves; the same seed gives the same plan
 * @param effort how many looks at a server the search may take for one plan
 * @param prices by which remedies are sorted
 */
public record PlannerSettings(long seed, long effort, Prices prices) {
    private static final long USUAL_EFFORT = 3_000_000;

    public static final PlannerSettings USUAL = new PlannerSettings(1, USUAL_EFFORT, Prices.USUAL);

    /** The same, trying harder or less hard. */
    public PlannerSettings withEffort(long newEffort) {
        return new PlannerSettings(seed, newEffort, prices);
    }
}

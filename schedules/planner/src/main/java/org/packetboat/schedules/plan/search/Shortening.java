package org.packetboat.schedules.plan.search;

import java.util.List;
import org.packetboat.schedules.plan.job.Draft;
import org.packetboat.schedules.plan.job.Job;
import org.packetboat.schedules.plan.job.Night;

/**
 * Brings the end of a schedule that serves everyone forward: everything is pushed as late as it can be and then as
 * early as it can be, which closes gaps; and all windows are closed at some earlier instant, and who is missed then is
 * {@linkplain Repair put elsewhere}. The instants are halfway between the end there is and the last one that did not
 * work.
 */
final class Shortening {
    /** Nobody cares for a smaller part of the night than this. */
    private static final int FINEST = 500;
    private static final int MOST_PUSHES = 12;
    /** After so many looks, which take some seconds, nothing is pushed any more. */
    private static final long MOST_LOOKS = 30_000_000;
    /** After so many looks only what pays is pushed: what brings the end forward by what somebody cares for. */
    private static final long MANY_LOOKS = 3_000_000;
    /** An attempt may take this part of the effort that is left. */
    private static final int SHARE = 4;

    private final Night night;
    private final long goal;
    private final long seed;
    private final ListScheduling lists;
    private Draft best;
    /** Looks at servers apart from those of {@link #lists}. */
    private long looks;

    /** @param goal no earlier end than this is looked for */
    Shortening(Night night, long goal, long seed) {
        this.night = night;
        this.goal = goal;
        this.seed = seed;
        this.lists = new ListScheduling(night);
    }

    /** The best found with so many looks, or a few more. */
    Draft run(Draft start, long effort) {
        best = start;
        push();
        long failed = goal - 1;
        long finest = finest();
        for (long next = goal; end() - failed > finest && looks() < effort; next = (end() + failed) / 2) {
            if (endBy(next, (effort - looks()) / SHARE)) push();
            else failed = next;
        }
        return best;
    }

    private long finest() {
        return 1 + (goal - night.firstOpen()) / FINEST;
    }

    private long end() {
        return best.score().end();
    }

    private long looks() {
        return lists.looks() + looks;
    }

    /** Once at least, also on nights so large that this takes all the looks. */
    private void push() {
        for (int i = 0; i < MOST_PUSHES && end() > goal && (i == 0 || looks() < MOST_LOOKS); i++) {
            Mirror mirror = new Mirror(night, end());
            Draft pushed = lists.inOrder(mirror.tightened(best));
            looks += mirror.looks();
            if (pushed.score().compareTo(best.score()) > 0) return;
            boolean pays = end() - pushed.score().end() >= finest();
            best = pushed;
            if (!pays && looks() > MANY_LOOKS) return;
        }
    }

    private boolean endBy(long end, long effort) {
        List<Job> jobs = night.jobs().stream().map(job -> job.by(end)).toList();
        if (jobs.stream().anyMatch(job -> job.opens().length == 0)) return false;
        Night shorter = new Night(night.start(), jobs, night.servers(), night.hopeless());
        Repair repair = new Repair(shorter, best, seed);
        Draft draft = new ListScheduling(shorter).filled(repair.run(effort));
        looks += repair.looks();
        if (draft.score().missed() > 0) return false;
        best = draft;
        return true;
    }
}

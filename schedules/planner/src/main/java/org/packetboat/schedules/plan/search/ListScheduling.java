package org.packetboat.schedules.plan.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.packetboat.schedules.plan.job.CallByCall;
import org.packetboat.schedules.plan.job.CallCounts;
import org.packetboat.schedules.plan.job.Cutting;
import org.packetboat.schedules.plan.job.Draft;
import org.packetboat.schedules.plan.job.Job;
import org.packetboat.schedules.plan.job.Lane;
import org.packetboat.schedules.plan.job.Night;
import org.packetboat.schedules.plan.job.Placing;
import org.packetboat.schedules.plan.job.UnequalCalls;

/**
 * Puts jobs one after the other into the earliest gap there is on any of their servers. A job that fits nowhere in one
 * piece is cut at the end of windows if it may be; one that still doesn't fit is missed.
 */
public final class ListScheduling {
    private final Night night;
    private final Lane[] lanes;
    /** No calls but those before the night. */
    private final CallCounts made = new CallCounts();
    private CallCounts counts = new CallCounts();
    private long looks;

    public ListScheduling(Night night) {
        this.night = night;
        this.lanes = new Lane[night.servers().size()];
    }

    /** How many looks at a server it has taken so far: the measure of effort. */
    long looks() {
        return looks;
    }

    /** The schedule that comes of taking the jobs in this order. */
    Draft inOrder(int[] order) {
        clear();
        List<Optional<Placing>> placings = new ArrayList<>(Collections.nCopies(order.length, Optional.empty()));
        for (int number : order)
            placings.set(number, place(night.jobs().get(number)));
        return Draft.of(night.jobs(), placings);
    }

    /** The same schedule, with those it misses put into gaps where they fit, or cut. */
    public Draft filled(Draft draft) {
        clear();
        List<Optional<Placing>> placings = new ArrayList<>(draft.placings());
        for (int number = 0; number < placings.size(); number++) {
            Job job = night.jobs().get(number);
            placings.get(number).ifPresent(placing -> take(job, placing));
        }
        for (int number = 0; number < placings.size(); number++)
            if (draft.misses(number)) placings.set(number, place(night.jobs().get(number)));
        return Draft.of(night.jobs(), placings);
    }

    private Optional<Placing> place(Job job) {
        Optional<Placing> placing = job.isLimited() ? limited(job, counts) : whole(job);
        if (placing.isEmpty() && job.resumable()) placing = job.isLimited() ? unequal(job, counts) : cut(job);
        placing.ifPresent(found -> take(job, found));
        return placing;
    }

    /** Whether there is room for it on its servers, but for calls that others use up. */
    public boolean hasRoom(Job job) {
        return limited(job, made).or(() -> unequal(job, made)).isPresent();
    }

    /** Where it would go after everything placed so far, if its last window never closed. */
    public Placing late(Job job) {
        Placing placing = earliest(job, job.lastOpen(), Long.MAX_VALUE).orElseThrow();
        take(job, placing);
        return placing;
    }

    private void take(Job job, Placing placing) {
        for (int i = 0; i < placing.starts().length; i++) {
            lanes[placing.server()].take(placing.starts()[i], placing.ends()[i]);
            counts.add(job.instalments().quotas(), placing.starts()[i], placing.ends()[i]);
        }
    }

    private void clear() {
        Arrays.setAll(lanes, _ -> new Lane());
        counts = new CallCounts();
    }

    private Optional<Placing> whole(Job job) {
        for (int w = 0; w < job.opens().length; w++) {
            Optional<Placing> found = earliest(job, job.opens()[w], job.closes()[w]);
            if (found.isPresent()) return found;
        }
        return Optional.empty();
    }

    private Optional<Placing> earliest(Job job, long open, long close) {
        long best = Lane.NONE;
        int bestServer = -1;
        for (int server : job.servers()) {
            looks++;
            long latest = best == Lane.NONE ? close : best - 1 + job.length(); // only what is earlier helps
            long found = lanes[server].earliest(open, latest, job.length());
            if (found == Lane.NONE) continue;
            best = found;
            bestServer = server;
            if (best == open) break;
        }
        return best == Lane.NONE ? Optional.empty() : Optional.of(Placing.whole(bestServer, best, job.length()));
    }

    /** On no server a job is earlier than limits alone let it: from then on it is looked for, up to the best so far. */
    private Optional<Placing> limited(Job job, CallCounts counted) {
        Optional<Placing> bound = new CallByCall(job, 0, new Lane(), counted).placing();
        return bound.flatMap(free -> limited(job, counted, free));
    }

    private Optional<Placing> limited(Job job, CallCounts counted, Placing free) {
        Optional<Placing> best = Optional.empty();
        long end = Long.MAX_VALUE;
        for (int server : job.servers()) {
            if (end == free.end()) break;
            looks += job.instalments().count();
            Optional<Placing> found = new CallByCall(job, server, lanes[server], counted)
                    .placing(free.starts()[0], end);
            if (found.isEmpty()) continue;
            best = found;
            end = found.get().end();
        }
        return best;
    }

    private Optional<Placing> unequal(Job job, CallCounts counted) {
        Optional<Placing> best = Optional.empty();
        if (new UnequalCalls(job, 0, new Lane(), counted).placing().isEmpty()) return best;
        for (int server : job.servers()) {
            looks += job.instalments().count() + job.opens().length;
            Optional<Placing> found = new UnequalCalls(job, server, lanes[server], counted).placing();
            if (found.isPresent() && (best.isEmpty() || found.get().end() < best.get().end())) best = found;
        }
        return best;
    }

    private Optional<Placing> cut(Job job) {
        Optional<Placing> best = Optional.empty();
        for (int server : job.servers()) {
            looks += job.opens().length;
            Optional<Placing> found = new Cutting(job, server, lanes[server]).placing();
            if (found.isPresent() && (best.isEmpty() || found.get().end() < best.get().end())) best = found;
        }
        return best;
    }
}

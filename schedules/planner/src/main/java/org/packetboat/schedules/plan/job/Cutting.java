package org.packetboat.schedules.plan.job;

import java.util.Arrays;
import java.util.Optional;

/** Cuts one transfer at the ends of windows: it takes what is free there until the close, and goes on in the next. */
public final class Cutting {
    private final Job job;
    private final int server;
    private final Lane lane;
    private final long[] starts;
    private final long[] ends;

    public Cutting(Job job, int server, Lane lane) {
        this.job = job;
        this.server = server;
        this.lane = lane;
        this.starts = new long[job.opens().length];
        this.ends = new long[job.opens().length];
    }

    /** The calls it comes to; empty if the windows aren't enough. */
    public Optional<Placing> placing() {
        long left = job.transfer();
        int calls = 0;
        for (int w = 0; w < job.opens().length; w++) {
            long start = lane.earliest(job.opens()[w], job.closes()[w], job.overhead() + left);
            if (start != Lane.NONE) return Optional.of(lastCall(calls, start, start + job.overhead() + left));
            long tail = lane.tail(job.opens()[w], job.closes()[w]);
            long carried = job.closes()[w] - tail - job.overhead();
            if (carried <= 0) continue;
            starts[calls] = tail;
            ends[calls] = job.closes()[w];
            calls++;
            left -= carried;
        }
        return Optional.empty();
    }

    private Placing lastCall(int before, long start, long end) {
        starts[before] = start;
        ends[before] = end;
        return new Placing(server, Arrays.copyOf(starts, before + 1),
                Arrays.copyOf(ends, before + 1));
    }
}

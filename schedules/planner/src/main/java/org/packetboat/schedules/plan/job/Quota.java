package org.packetboat.schedules.plan.job;

import org.packetboat.engine.calls.CallLimits;

/**
 * What counts a job's calls.
 *
 * @param of     the number, site or link; calls of all jobs that name it are counted together
 * @param limits how many of them there may be when this job is called
 * @param before what it has counted before the night; the same for all jobs
 */
public record Quota(String of, CallLimits limits, CallRow before) {
    /** One that counted nothing before. */
    public Quota(String of, CallLimits limits) {
        this(of, limits, CallRow.NONE);
    }
}

package org.packetboat.schedules.plan.job;

import java.util.List;

/**
 * In how many calls a job is done where limits say so, and what counts them. All calls are of one length.
 *
 * @param count  how many calls; at least 1
 * @param length of each, in milliseconds
 * @param gap    from the begin of one to that of the next, at least
 * @param quotas what counts its calls and may not leave one when it is wanted
 */
public record Instalments(int count, long length, long gap, List<Quota> quotas) {
    /** Nothing limits it. */
    public static final Instalments NONE = new Instalments(1, 0, 0, List.of());

    public Instalments {
        quotas = List.copyOf(quotas);
    }

    /** The same, counted by these. */
    Instalments countedBy(List<Quota> others) {
        return new Instalments(count, length, gap, others);
    }
}

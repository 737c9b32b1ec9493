package org.packetboat.schedules.plan;

/**
 * A site in numbers. All times are milliseconds from the start of the night.
 *
 * @param site     what it stands for
 * @param overhead what each call costs besides the transfer, with the reserve for failed calls
 * @param transfer how long the whole transfer takes, with that reserve
 * @param opens    when its windows open, as narrowed by its terms; sorted, at least one
 * @param closes   when they close
 * @param servers  the numbers of the servers that may serve it, those in least demand first; at least one; jobs
 *                 with the same servers share the array
 */
record Job(PlanSite site, long overhead, long transfer, long[] opens, long[] closes, int[] servers) {
    /** How long it takes in one call. */
    long length() {
        return overhead + transfer;
    }

    long firstOpen() {
        return opens[0];
    }

    long lastOpen() {
        return opens[opens.length - 1];
    }

    long lastClose() {
        return closes[closes.length - 1];
    }

    /** When it must have begun at the latest, in one call. */
    long latestStart() {
        return lastClose() - length();
    }

    /** How much longer its windows are than it takes. */
    long freedom() {
        long open = 0;
        for (int w = 0; w < opens.length; w++)
            open += closes[w] - opens[w];
        return open - length();
    }

    boolean resumable() {
        return site.terms().resumable();
    }

    /** What a window of this length is good for: a call may be cut only if it is resumable. */
    boolean canUse(long windowLength) {
        return resumable() ? windowLength > overhead : windowLength >= length();
    }

    /** The same with its servers in another order. */
    Job with(int[] newServers) {
        return new Job(site, overhead, transfer, opens, closes, newServers);
    }
}

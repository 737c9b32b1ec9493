package org.packetboat.schedules.plan.job;

/**
 * Adds up what jobs need of line time, and how many calls of some lengths can't be avoided: an uncut call of length p
 * takes up at least ⌊p ÷ q⌋ of the ⌊L ÷ q⌋ stretches of length q that a server has in a time of L.
 */
public final class Sums {
    private final long[] lengths;
    private final long[] calls;
    private long work;

    /** Nothing yet; calls are to be counted in these lengths. */
    public Sums(long[] lengths) {
        this.lengths = lengths;
        this.calls = new long[lengths.length];
    }

    public void add(Job job) {
        work += job.length();
        if (job.resumable()) return;
        for (int i = 0; i < lengths.length; i++)
            calls[i] += job.length() / lengths[i];
    }

    public long work() {
        return work;
    }

    /** Whether it is more than so many servers can do in so long. */
    public boolean exceed(int servers, long time) {
        if (work > servers * time) return true;
        for (int i = 0; i < lengths.length; i++) {
            if (calls[i] > servers * (time / lengths[i])) return true;
        }
        return false;
    }

    /** How long so many servers take for the line time at least. */
    public long byLoad(int servers) {
        return Math.ceilDiv(work, servers);
    }

    /** How long they take for the calls, uncut, at least. */
    public long byCalls(int servers) {
        long most = 0;
        for (int i = 0; i < lengths.length; i++)
            most = Math.max(most, lengths[i] * Math.ceilDiv(calls[i], servers));
        return most;
    }
}

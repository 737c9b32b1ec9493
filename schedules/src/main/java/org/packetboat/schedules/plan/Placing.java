package org.packetboat.schedules.plan;

/**
 * Where a job is put.
 *
 * @param server the number of the server
 * @param starts of its calls, in order
 * @param ends   of its calls
 */
record Placing(int server, long[] starts, long[] ends) {
    static Placing whole(int server, long start, long length) {
        return new Placing(server, new long[]{start}, new long[]{start + length});
    }

    long end() {
        return ends[ends.length - 1];
    }
}

package org.packetboat.connectors.jmx.fleet;

/**
 * A branch, as it told itself in its last call. Times are ISO 8601 in UTC.
 *
 * @param heard       when it told
 * @param heardMillis the same as a number
 * @param silent      for how many windows it has said nothing since; days where its window never closes
 * @param free        bytes free on its disk; -1 if it did not say
 * @param depth       envelopes that wait there; -1 if it did not say
 * @param oldest      for how many seconds the oldest of them had waited
 * @param clockAhead  by how many seconds its clock is ahead of ours
 * @param clock       what its clock showed; empty if that can't be right
 * @param problems    how many it sees itself
 * @param problem     the first of them
 * @param seen        what is wrong with it as seen from here; empty if nothing
 * @param configuration number and state of the last one that was pushed to it; empty if none was
 */
public record BranchRow(String site, String heard, long heardMillis, long silent, String version, long free, long depth,
        long oldest, long clockAhead, String clock, int problems, String problem, String seen,
        String configuration) {}

package org.packetboat.connectors.jmx.cluster;

/**
 * A machine of a hub, as it told itself last.
 *
 * @param role       what it is at; see {@link ClusterMXBean#getRole}. {@code FAILED} if it follows the log and its
 *                   server could not be started, {@code LACKING} if it follows and lacks what it needs to own
 * @param owner      whether it owned the queue
 * @param term       of the owner that it follows, or is
 * @param position   the number of the last change that its disk has
 * @param lag        how many changes it knew of that its disk had not; -1 if it had not read to the log's end
 * @param lagSeconds for how long it has not had all; 0 while it has
 * @param heard      when it told that, by its own clock; ISO 8601
 */
public record MachineRow(String machine, String role, boolean owner, long term, long position, long lag,
        long lagSeconds, String heard) {}

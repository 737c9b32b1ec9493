package org.packetboat.connectors.jmx.disks;

/**
 * How disks for one far side stand.
 *
 * @param link     the link whose folder they appear at
 * @param node     the far side
 * @param disk     the disk that is plugged in now; empty if none is
 * @param since    when the last one was plugged in, ISO 8601 in UTC; empty if none was since the start
 * @param awaited  files on disks that are not answered
 * @param received messages taken in from disks since the start
 * @param bytes    of files written and read since the start
 * @param trouble  what went wrong with the last disk; empty if nothing
 */
public record DiskRow(String link, String node, String disk, String since, int awaited, long received, long bytes,
        String trouble) {}

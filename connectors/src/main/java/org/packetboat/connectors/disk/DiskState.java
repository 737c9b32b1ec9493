package org.packetboat.connectors.disk;

import java.time.Instant;
import java.util.Optional;

/**
 * How disks for a far side stand, for people.
 *
 * @param disk    the name of the disk that is plugged in now
 * @param since   when the last one was plugged in
 * @param awaited files on disks that are not answered
 * @param files   bytes of files written and read since the start
 * @param mails   mails taken in since the start
 * @param trouble what went wrong with the last disk
 */
public record DiskState(String link, String node, Optional<String> disk, Optional<Instant> since, int awaited,
        long files, long mails, Optional<String> trouble) {}

package org.packetboat.engine.log.status;

import java.time.Duration;
import org.packetboat.engine.log.entry.LogPosition;

/**
 * How a machine of a hub stands.
 *
 * @param role    what it is at, one of its roles by name
 * @param owner   the machine that owns the queue, as far as this one knows; empty if it knows of none
 * @param stored  up to where its store has the log
 * @param behind  how many entries it has read of, and has not stored
 * @param atEnd   whether it has read all of the log that there was at its last look; else it is behind by more
 * @param silent  for how long it has seen no sign of the owner; zero while it owns
 * @param maySend whether it may start envelopes
 */
public record LogStatus(String role, String owner, LogPosition stored, long behind, boolean atEnd,
        Duration silent, boolean maySend) {
    /** The same with this for its role. */
    public LogStatus as(String other) {
        return new LogStatus(other, owner, stored, behind, atEnd, silent, maySend);
    }
}

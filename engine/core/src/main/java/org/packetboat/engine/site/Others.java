package org.packetboat.engine.site;

import java.time.Instant;
import java.util.Optional;

/**
 * The sites that wait for a server, as a session that it has should know them: whether it may go on, or takes time that
 * is theirs.
 */
public interface Others {
    /** Whether there are none. */
    boolean areNone();

    /** Whether the window of one of them has opened at this time or later, and will close. */
    boolean haveOpenedSince(Instant time);

    /** When the first of them has to be called to be in time, from this time on; who is too late anyway is left out. */
    Optional<Instant> latest(Instant from);

    /** The same for a session that is in nobody's way. */
    default Others withoutHurry() {
        boolean none = areNone();
        return new Others() {
            @Override
            public boolean areNone() {
                return none;
            }

            @Override
            public boolean haveOpenedSince(Instant time) {
                return false;
            }

            @Override
            public Optional<Instant> latest(Instant from) {
                return Optional.empty();
            }
        };
    }
}

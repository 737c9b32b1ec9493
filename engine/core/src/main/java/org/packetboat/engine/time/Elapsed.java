package org.packetboat.engine.time;

import java.time.Duration;

/** How much time has passed since some moment of this process: a clock that nobody can put forward or back. */
public interface Elapsed {
    /** Never less than before. */
    Duration time();
}

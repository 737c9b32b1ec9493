package org.packetboat.schedules.file.link;

import java.time.Duration;
import java.util.List;

/** A link as its schedule file describes it. Each kind has a record of its own with what its adapter needs. */
public interface LinkSettings {
    /** The name that routes use. */
    String name();

    /** The kind, as in the file. */
    String kind();

    /** What it is expected to carry, in bytes per second, where a route doesn't say. */
    long rate();

    /** After how long without mail it hangs up, on either side: retries should come sooner than the lowest of these. */
    default List<Duration> timeouts() {
        return List.of();
    }

    /** How routes over it name the far side. */
    default Addressing addressing() {
        return Addressing.HOST;
    }
}

package org.packetboat.schedules.file;

import java.time.Duration;
import java.util.List;

/**
 * What a route takes over from the configuration unless it says otherwise, and what it may speak of.
 *
 * @param msfsleep  the longest wait before a local attempt
 * @param msfrsleep the multiplier of it for remote attempts, at least 1
 * @param msdead    how long an envelope may stay undelivered
 * @param servers   those that served-by may name
 */
public record ScheduleDefaults(Duration msfsleep, int msfrsleep, Duration msdead, List<HubServer> servers) {
    public ScheduleDefaults {
        servers = List.copyOf(servers);
    }

    /** Without servers to name. */
    public ScheduleDefaults(Duration msfsleep, int msfrsleep, Duration msdead) {
        this(msfsleep, msfrsleep, msdead, List.of());
    }
}

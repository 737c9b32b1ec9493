package org.packetboat.schedules.file;

import java.time.Duration;

/**
 * What a route takes over from the server unless it says otherwise.
 *
 * @param msfsleep  the longest wait before a local attempt
 * @param msfrsleep the multiplier of it for remote attempts, at least 1
 * @param msdead    how long an envelope may stay undelivered
 */
public record ScheduleDefaults(Duration msfsleep, int msfrsleep, Duration msdead) {}

package org.packetboat.engine.calls;

import java.time.Duration;
import java.util.Optional;

/**
 * How many calls may be made, in any stretch of time of that length; where it is empty, any number.
 *
 * @param callsPerHour  calls begun, also those that reach nobody; 1 or more
 * @param callsPerDay   the same in 24 hours
 * @param minutesPerDay how long all calls that reach somebody last in 24 hours; a minute or more
 * @param longestCall   how long one lasts, from the dialling on
 * @param data          how much may go over the line in a month of the calendar
 */
public record CallLimits(Optional<Integer> callsPerHour, Optional<Integer> callsPerDay,
        Optional<Duration> minutesPerDay, Optional<Duration> longestCall, Optional<MonthlyData> data) {
    /** Any number. */
    public static final CallLimits NONE = new CallLimits(Optional.empty(), Optional.empty(), Optional.empty(),
            Optional.empty());

    /** Any amount of data. */
    public CallLimits(Optional<Integer> callsPerHour, Optional<Integer> callsPerDay, Optional<Duration> minutesPerDay,
            Optional<Duration> longestCall) {
        this(callsPerHour, callsPerDay, minutesPerDay, longestCall, Optional.empty());
    }

    /** The same with so much data a month. */
    public CallLimits with(MonthlyData month) {
        return new CallLimits(callsPerHour, callsPerDay, minutesPerDay, longestCall, Optional.of(month));
    }

    /** No more calls in an hour than this. */
    public static CallLimits perHour(int calls) {
        return new CallLimits(Optional.of(calls), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** No more calls in 24 hours than this. */
    public static CallLimits perDay(int calls) {
        return new CallLimits(Optional.empty(), Optional.of(calls), Optional.empty(), Optional.empty());
    }

    /** No longer in 24 hours than this. */
    public static CallLimits ofMinutes(int minutes) {
        return new CallLimits(Optional.empty(), Optional.empty(), Optional.of(Duration.ofMinutes(minutes)),
                Optional.empty());
    }

    /** No call longer than this. */
    public static CallLimits longest(Duration call) {
        return new CallLimits(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(call));
    }
}

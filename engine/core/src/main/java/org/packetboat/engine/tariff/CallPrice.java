package org.packetboat.engine.tariff;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a call costs that begins at an instant, for people.
 *
 * @param rates what time and data cost then
 * @param until when other rates begin; empty if they stay as they are for a week
 * @param call  what the whole call costs
 */
public record CallPrice(String rates, Optional<Instant> until, Money call) {
    /** Weekends have passed by then. */
    public static final Duration LOOKED_AT = Duration.ofDays(7);

    /** @param lasts how long the call is expected to take @param bytes over the line */
    public static CallPrice of(Tariff tariff, Instant at, Duration lasts, long bytes) {
        List<TimedRates> times = tariff.times(at, at.plus(LOOKED_AT), 2);
        return new CallPrice(tariff.words(times.getFirst().rates()),
                times.stream().skip(1).map(TimedRates::from).findFirst(), tariff.charge(at, lasts, bytes));
    }
}

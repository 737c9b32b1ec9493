package org.packetboat.engine.tariff;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What calls over a link cost. A call is charged from its begin to its end in steps; each step that has begun is
 * charged whole, at the rate of the instant at which it begins, so a call may pass from one rate to another. Bytes are
 * charged at the rate of the call's begin. The charge of a call is rounded once, half up, to a millionth. A call that
 * reached nobody costs nothing. Amounts are in millionths of the currency's unit.
 *
 * @param currency the code of ISO 4217
 * @param connect  what each call costs beside time and data
 * @param minimum  what each call costs at least, all together
 * @param step     how time is rounded up: whole seconds, 1 or more
 * @param rates    which hold when
 */
public record Tariff(String currency, long connect, long minimum, Duration step, RateTimes rates) {
    /** @throws IllegalArgumentException if there is no such currency, or a step is no whole number of seconds */
    public Tariff {
        Money.none(currency);
        if (step.toSeconds() < 1 || step.getNano() != 0)
            throw new IllegalArgumentException("a step of " + step + "; expected whole seconds, 1 or more");
    }

    /** What a call cost that reached somebody. @param lasted from its begin to its end @param bytes over the line */
    public Money charge(Instant began, Duration lasted, long bytes) {
        long millis = Math.max(0, lasted.toMillis());
        return new Money(currency, new PriceList(this, began, millis).price(0, millis, bytes));
    }

    /**
     * Which rates hold in a stretch of time, in order; neighbours differ.
     *
     * @param begin the first hold from here on
     * @param end   none that begin then or later
     * @param most  no more than so many; 1 or more
     */
    public List<TimedRates> times(Instant begin, Instant end, int most) {
        List<TimedRates> times = new ArrayList<>(List.of(new TimedRates(begin, rates.at(begin))));
        Optional<Instant> next = rates.change(begin);
        while (times.size() < most && next.filter(end::isAfter).isPresent()) {
            Rates then = rates.at(next.get());
            if (!then.equals(times.getLast().rates())) times.add(new TimedRates(next.get(), then));
            next = rates.change(next.get());
        }
        return times;
    }

    /** Rates for people, such as {@code 0.12 EUR/min + 1.00 EUR/MB}; what costs nothing is left out. */
    public String words(Rates some) {
        String minute = new Money(currency, some.perMinute()) + "/min";
        if (some.perMegabyte() == 0) return minute;
        String megabyte = new Money(currency, some.perMegabyte()) + "/MB";
        return some.perMinute() == 0 ? megabyte : minute + " + " + megabyte;
    }
}

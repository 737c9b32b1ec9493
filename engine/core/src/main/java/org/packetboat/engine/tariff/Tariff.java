package org.packetboat.engine.tariff;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * What calls over a link cost. A call is charged from its begin to its end, but for what {@link Steps} leave out. Each
 * step is charged whole, at the rate of the instant at which it begins, so a call may pass from one rate to another.
 * Bytes are charged at the rate of the call's first billed instant. The charge of a call is rounded once, half up, to a
 * millionth. A call that reached nobody costs nothing.
 *
 * @param fees  of each call
 * @param steps by which it is rounded up
 * @param usual the rates when none of {@code times} holds
 * @param times other rates; of several that hold at once the first counts
 */
public record Tariff(Fees fees, Steps steps, Rates usual, List<TimedRates> times) {
    /** @throws IllegalArgumentException if not all of it is in one currency */
    public Tariff {
        times = List.copyOf(times);
        List<String> currencies = Stream.concat(Stream.of(fees.connect(), fees.minimum()),
                Stream.concat(Stream.of(usual), times.stream().map(TimedRates::rates))
                        .flatMap(rates -> Stream.of(rates.perMinute(), rates.perMegabyte())))
                .map(Money::currency).distinct().toList();
        if (currencies.size() > 1) throw new IllegalArgumentException("a tariff in " + currencies);
    }

    /** The currency of all its amounts. */
    public String currency() {
        return fees.connect().currency();
    }

    /** What a call cost that reached somebody. @param lasted from its begin to its end @param bytes over the line */
    public Charge charge(Instant began, Duration lasted, long bytes) {
        long millis = Math.max(0, lasted.toMillis());
        return new PriceList(this, began, billedSpan(millis)).charge(0, millis, bytes);
    }

    /** Behind the end of a call of this length no step begins. */
    private long billedSpan(long millis) {
        return steps.unbilled().toMillis() + millis + steps.first().toMillis() + steps.further().toMillis();
    }
}

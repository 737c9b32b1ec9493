package org.packetboat.engine.tariff;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.packetboat.engine.route.Interval;

/**
 * The rates of a tariff over a stretch of time, from instant to instant: for who asks often what calls in that stretch
 * would cost. Times are milliseconds from the begin of the stretch. Immutable.
 */
public final class PriceList {
    private static final int SECONDS_A_MINUTE = 60;
    private static final int MILLIS = 1000;
    private static final BigInteger MEGABYTE = BigInteger.valueOf(1L << 20);
    private static final BigInteger TWO = BigInteger.TWO;

    private final Tariff tariff;
    private final long unbilled;
    private final long first;
    private final long further;
    /** When which rates begin to hold; the first from ever on, the last for ever. */
    private final long[] from;
    private final Rates[] rates;

    /** @param millis how long the stretch is; before and behind it the rates of its ends are taken to hold */
    public PriceList(Tariff tariff, Instant begin, long millis) {
        this.tariff = tariff;
        this.unbilled = tariff.steps().unbilled().toMillis();
        this.first = tariff.steps().first().toMillis();
        this.further = tariff.steps().further().toMillis();
        List<Long> changes = new ArrayList<>(List.of(0L));
        List<Rates> held = new ArrayList<>(List.of(at(tariff, begin)));
        Instant end = begin.plusMillis(millis);
        for (Optional<Instant> at = change(tariff, begin); at.filter(end::isAfter).isPresent();) {
            Rates now = at(tariff, at.get());
            if (!now.equals(held.getLast())) {
                changes.add(ceil(begin, at.get()));
                held.add(now);
            }
            at = change(tariff, at.get());
        }
        this.from = changes.stream().mapToLong(i -> i).toArray();
        this.rates = held.toArray(Rates[]::new);
    }

    private static long ceil(Instant begin, Instant at) {
        Duration since = Duration.between(begin, at);
        return since.toMillis() + (since.getNano() % 1_000_000 == 0 ? 0 : 1);
    }

    private static Rates at(Tariff tariff, Instant instant) {
        return tariff.times().stream().filter(timed -> timed.window().isOpen(instant)).map(TimedRates::rates)
                .findFirst().orElse(tariff.usual());
    }

    /** When a window opens or closes next. */
    private static Optional<Instant> change(Tariff tariff, Instant after) {
        return tariff.times().stream().flatMap(timed -> timed.window().from(after).stream())
                .map(open -> next(open, after)).min(Instant::compareTo);
    }

    private static Instant next(Interval open, Instant after) {
        return open.open().isAfter(after) ? open.open() : open.close();
    }

    /** When rates change, within the stretch. */
    public long[] changes() {
        return Arrays.copyOfRange(from, 1, from.length);
    }

    /**
     * When the billed steps of a call of this length begin, from the begin of the call: what a call costs changes where
     * one of these falls on a change of rates.
     *
     * @param most no more of them than this, the first and the last among them; 2 or more
     */
    public long[] stepBegins(long length, int most) {
        long all = steps(length) + 1;
        int count = (int) Math.min(all, most);
        long[] begins = new long[count];
        begins[0] = unbilled;
        for (int i = 1; i < count; i++)
            begins[i] = unbilled + first + (1 + (i - 1) * (all - 2) / Math.max(1, count - 2) - 1) * further;
        if (count > 1) begins[count - 1] = unbilled + first + (all - 2) * further;
        return begins;
    }

    /** How many steps there are after the first. */
    private long steps(long length) {
        return Math.max(0, Math.ceilDiv(length - unbilled - first, further));
    }

    /** What a call costs. */
    public Charge charge(long start, long length, long bytes) {
        long billed = first + steps(length) * further;
        long data = Math.ceilDiv(bytes, tariff.steps().bytes()) * tariff.steps().bytes();
        return new Charge(new Money(tariff.currency(), micros(start, length, bytes)), Duration.ofMillis(billed), data);
    }

    /** The same in millionths of the currency's unit. */
    public long micros(long start, long length, long bytes) {
        long begin = start + unbilled;
        long data = Math.ceilDiv(bytes, tariff.steps().bytes()) * tariff.steps().bytes();
        long all = tariff.fees().connect().micros() + time(begin, steps(length)) + data(ratesAt(begin), data);
        return Math.max(all, tariff.fees().minimum().micros());
    }

    private static long data(Rates rates, long bytes) {
        long price = rates.perMegabyte().micros();
        if (price == 0 || bytes == 0) return 0;
        return halfUp(BigInteger.valueOf(price).multiply(BigInteger.valueOf(bytes)), MEGABYTE);
    }

    private static long halfUp(BigInteger number, BigInteger by) {
        return number.multiply(TWO).add(by).divide(by.multiply(TWO)).longValueExact();
    }

    /** Whole minutes apart from the rest, which is divided once: nothing overflows, and nothing is rounded twice. */
    private long time(long begin, long steps) {
        int place = place(begin);
        long firstPrice = rates[place].perMinute().micros();
        long seconds = first / MILLIS;
        long whole = firstPrice * (seconds / SECONDS_A_MINUTE);
        long rest = firstPrice * (seconds % SECONDS_A_MINUTE);
        long done = 0;
        long next = begin + first;
        for (int i = place; done < steps; i++) {
            boolean last = i == from.length - 1;
            long upTo = last ? steps : Math.clamp(Math.ceilDiv(from[i + 1] - next, further), done, steps);
            long part = (upTo - done) * (further / MILLIS);
            whole += rates[i].perMinute().micros() * (part / SECONDS_A_MINUTE);
            rest += rates[i].perMinute().micros() * (part % SECONDS_A_MINUTE);
            done = upTo;
        }
        return Math.addExact(whole, (2 * rest + SECONDS_A_MINUTE) / (2 * SECONDS_A_MINUTE));
    }

    private Rates ratesAt(long at) {
        return rates[place(at)];
    }

    private int place(long at) {
        int place = from.length - 1;
        while (place > 0 && from[place] > at)
            place--;
        return place;
    }
}

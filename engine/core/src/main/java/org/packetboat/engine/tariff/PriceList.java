package org.packetboat.engine.tariff;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The rates of a tariff over a stretch of time, for who asks often what calls in that stretch would cost. Times are
 * milliseconds from the begin of the stretch, prices millionths of the currency's unit. Immutable.
 */
public final class PriceList {
    private static final long MILLIS = 1000;
    private static final long MINUTE = 60;
    private static final BigInteger MEGABYTE = BigInteger.valueOf(1_000_000);

    private final Tariff tariff;
    private final long step;
    /** When which rates begin to hold; the first from ever on, the last for ever. */
    private final long[] from;
    private final Rates[] rates;

    /** @param millis how long the stretch is; before and behind it the rates of its ends are taken to hold */
    public PriceList(Tariff tariff, Instant begin, long millis) {
        this.tariff = tariff;
        this.step = tariff.step().toMillis();
        List<TimedRates> times = tariff.times(begin, begin.plusMillis(millis), Integer.MAX_VALUE);
        this.from = times.stream().mapToLong(at -> ceil(Duration.between(begin, at.from()))).toArray();
        this.rates = times.stream().map(TimedRates::rates).toArray(Rates[]::new);
    }

    private static long ceil(Duration since) {
        return since.toMillis() + (since.getNano() % 1_000_000 == 0 ? 0 : 1);
    }

    /**
     * The instants from which on a call of this length may be cheaper or dearer than one that begins just before:
     * where one of its steps begins when rates change. Sorted.
     *
     * @param most no more of them than this for each change of rates, the first and the last among them; 2 or more
     */
    public long[] changes(long length, int most) {
        long last = steps(length) - 1;
        long told = Math.min(last, most - 1);
        return LongStream.of(from).skip(1)
                .flatMap(at -> LongStream.rangeClosed(0, told).map(i -> at - (told == 0 ? 0 : i * last / told) * step))
                .filter(at -> at > 0).sorted().distinct().toArray();
    }

    /** Whether {@link #changes} tells every instant for calls of this length. */
    public boolean tellsAll(long length, int most) {
        return steps(length) <= most;
    }

    /** What no call of this length costs less than, whenever it begins: all of it at the lowest rates there are. */
    public long least(long length, long bytes) {
        long minute = Stream.of(rates).mapToLong(Rates::perMinute).min().orElseThrow();
        long megabyte = Stream.of(rates).mapToLong(Rates::perMegabyte).min().orElseThrow();
        long seconds = steps(length) * (step / MILLIS);
        long time = Math.addExact(minute * (seconds / MINUTE), rounded(minute * (seconds % MINUTE)));
        return Math.max(tariff.connect() + time + data(new Rates(minute, megabyte), bytes), tariff.minimum());
    }

    private long steps(long length) {
        return Math.max(1, Math.ceilDiv(length, step));
    }

    /** What a call costs that reaches somebody. */
    public long price(long start, long length, long bytes) {
        long all = tariff.connect() + time(start, steps(length)) + data(rates[place(start)], bytes);
        return Math.max(all, tariff.minimum());
    }

    private static long data(Rates rates, long bytes) {
        if (rates.perMegabyte() == 0 || bytes == 0) return 0;
        return BigInteger.valueOf(rates.perMegabyte()).multiply(BigInteger.valueOf(2 * bytes)).add(MEGABYTE)
                .divide(MEGABYTE.multiply(BigInteger.TWO)).longValueExact();
    }

    /** Whole minutes apart from the rest, which is divided once: nothing overflows, and nothing is rounded twice. */
    private long time(long start, long steps) {
        long whole = 0;
        long rest = 0;
        long done = 0;
        for (int i = place(start); done < steps; i++) {
            boolean last = i == from.length - 1;
            long upTo = last ? steps : Math.clamp(Math.ceilDiv(from[i + 1] - start, step), done, steps);
            long seconds = (upTo - done) * (step / MILLIS);
            whole += rates[i].perMinute() * (seconds / MINUTE);
            rest += rates[i].perMinute() * (seconds % MINUTE);
            done = upTo;
        }
        return Math.addExact(whole, rounded(rest));
    }

    /** For so many seconds at the price of a minute. */
    private static long rounded(long minutePrices) {
        return (2 * minutePrices + MINUTE) / (2 * MINUTE);
    }

    private int place(long at) {
        int place = from.length - 1;
        while (place > 0 && from[place] > at)
            place--;
        return place;
    }
}

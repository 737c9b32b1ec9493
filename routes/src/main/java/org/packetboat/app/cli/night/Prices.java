package org.packetboat.app.cli.night;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.tariff.CallPrice;
import org.packetboat.engine.tariff.Money;
import org.packetboat.engine.tariff.Rates;
import org.packetboat.engine.tariff.Tariff;
import org.packetboat.engine.tariff.TimedRates;

/**
 * What calls cost while a window is open, for scripts. Amounts are in the currency's unit.
 *
 * @param currency    the code of ISO 4217; empty if the link has no tariff, and nothing else is said then
 * @param connect     of each call
 * @param minimum     that each call costs at least
 * @param stepSeconds how time is rounded up
 * @param rates       in order, 100 at most; of a window that closes in more than a week, those of a week
 */
record Prices(String currency, double connect, double minimum, long stepSeconds, List<Rate> rates) {
    /** Nobody has said. */
    static final Prices NONE = new Prices("", 0, 0, 0, List.of());
    private static final int MOST = 100;
    private static final int MOST_SAID = 4;

    /**
     * What holds from an instant on.
     *
     * @param words    the same for people
     * @param cheapest whether nothing else costs less in this opening, neither time nor data
     */
    record Rate(String from, long fromSeconds, double perMinute, double perMegabyte, String words,
            boolean cheapest) {}

    /** Those of the rest of an opening. */
    static Prices of(Route route, Interval opening, Instant now) {
        Instant begin = opening.open().isAfter(now) ? opening.open() : now;
        Instant week = begin.plus(CallPrice.LOOKED_AT);
        Instant end = opening.close().isBefore(week) ? opening.close() : week;
        return route.terms().tariff().map(tariff -> of(tariff, tariff.times(begin, end, MOST))).orElse(NONE);
    }

    private static Prices of(Tariff tariff, List<TimedRates> times) {
        long minute = times.stream().mapToLong(t -> t.rates().perMinute()).min().orElseThrow();
        long megabyte = times.stream().mapToLong(t -> t.rates().perMegabyte()).min().orElseThrow();
        Rates least = new Rates(minute, megabyte);
        return new Prices(tariff.currency(), amount(tariff, tariff.connect()), amount(tariff, tariff.minimum()),
                tariff.step().toSeconds(), times.stream().map(t -> new Rate(t.from().toString(),
                        t.from().getEpochSecond(), amount(tariff, t.rates().perMinute()),
                        amount(tariff, t.rates().perMegabyte()), tariff.words(t.rates()), t.rates().equals(least)))
                        .toList());
    }

    private static double amount(Tariff tariff, long micros) {
        return new Money(tariff.currency(), micros).amount().doubleValue();
    }

    /** In one line, such as {@code 0.12 EUR/min, from Mon 21:00 0.03 EUR/min}. */
    String words(ZoneId zone) {
        DateTimeFormatter time = DateTimeFormatter.ofPattern("EEE HH:mm", Locale.ENGLISH).withZone(zone);
        int more = rates.size() - MOST_SAID;
        return IntStream.range(0, Math.min(rates.size(), MOST_SAID)).mapToObj(i -> (i == 0
                ? ""
                : "from " + time.format(Instant.parse(rates.get(i).from())) + " ") + rates.get(i).words())
                .collect(Collectors.joining(", ")) + (more > 0 ? " and " + more + " more" : "");
    }
}

package org.packetboat.engine.tariff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a call costs, reckoned by hand. */
class TariffTest {
    private static final Instant EVENING = Instant.parse("2026-11-30T20:00:00Z");
    private static final Instant NINE = Instant.parse("2026-11-30T21:00:00Z");
    private static final Instant SIX = Instant.parse("2026-12-01T06:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** The second rates from nine to six, else the first. */
    private record OneNight(Rates day, Rates night) implements RateTimes {
        @Override
        public Rates at(Instant at) {
            return at.isBefore(NINE) || !at.isBefore(SIX) ? day : night;
        }

        @Override
        public Optional<Instant> change(Instant after) {
            return Stream.of(NINE, SIX).filter(after::isBefore).findFirst();
        }
    }

    private static Rates rates(String perMinute, String perMegabyte) {
        return new Rates(Money.micros(perMinute), Money.micros(perMegabyte));
    }

    /** Twelve cents a minute by day, three at night, six to connect. */
    private static Tariff tariff(Duration step) {
        return new Tariff("EUR", Money.micros("0.06"), 0, step, new OneNight(rates("0.12", "0"), rates("0.03", "0")));
    }

    private static Tariff always(String minimum, Duration step, Rates rates) {
        return new Tariff("EUR", 0, Money.micros(minimum), step, new OneNight(rates, rates));
    }

    private static String cost(Tariff tariff, Instant began, int seconds) {
        return tariff.charge(began, Duration.ofSeconds(seconds), 0).toString();
    }

    @Test
    void minutesAreChargedAsTheyBegin() {
        assertEquals("0.18 EUR", cost(tariff(MINUTE), EVENING, 0));
        assertEquals("0.18 EUR", cost(tariff(MINUTE), EVENING, 60));
        assertEquals("0.30 EUR", cost(tariff(MINUTE), EVENING, 61));
        assertEquals("0.09 EUR", cost(tariff(MINUTE), NINE, 60));
        assertEquals("0.18 EUR", cost(tariff(MINUTE), SIX, 60));
    }

    /** Three minutes before nine, five minutes long: three steps at twelve cents, two at three. */
    @Test
    void callThatPassesFromOneRateToAnotherIsChargedByBoth() {
        assertEquals("0.48 EUR", cost(tariff(MINUTE), NINE.minusSeconds(180), 300));
        assertEquals("0.48 EUR", cost(tariff(MINUTE), NINE.minusSeconds(179), 300), "the third step begins before");
        assertEquals("0.39 EUR", cost(tariff(MINUTE), NINE.minusSeconds(120), 300));
        assertEquals("0.21 EUR", cost(tariff(MINUTE), SIX.minusSeconds(60), 119));
    }

    @Test
    void aCallCostsItsMinimumAtLeast() {
        Tariff minimum = always("0.20", MINUTE, rates("0.05", "0"));
        assertEquals("0.20 EUR", cost(minimum, EVENING, 60));
        assertEquals("0.25 EUR", cost(minimum, EVENING, 300));
    }

    @Test
    void megabytesAreChargedToTheByteAtTheRateOfTheBegin() {
        Tariff data = new Tariff("EUR", 0, 0, MINUTE, new OneNight(rates("0", "2"), rates("0", "0.5")));
        assertEquals("2.00 EUR", data.charge(EVENING, Duration.ofHours(3), 1_000_000).toString());
        assertEquals("0.50 EUR", data.charge(NINE, Duration.ofHours(3), 1_000_000).toString());
        assertEquals("0.000002 EUR", data.charge(EVENING, Duration.ZERO, 1).toString());
        assertEquals("2251799813.685248 EUR", data.charge(EVENING, Duration.ZERO, 1L << 50).toString());
    }

    @Test
    void secondsThatAreNoWholeFractionOfACentAreRoundedOnce() {
        Tariff bySecond = always("0", Duration.ofSeconds(1), rates("0.01", "0"));
        assertEquals("0.000167 EUR", cost(bySecond, EVENING, 1));
        assertEquals("0.000333 EUR", cost(bySecond, EVENING, 2));
        assertEquals("0.0005 EUR", cost(bySecond, EVENING, 3));
    }

    @Test
    void priceChangesWhereAStepBeginsWhenRatesChange() {
        PriceList list = new PriceList(tariff(MINUTE), EVENING, Duration.ofHours(12).toMillis());
        assertArrayEquals(new long[]{3_480_000, 3_540_000, 3_600_000, 35_880_000, 35_940_000, 36_000_000},
                list.changes(150_000, 100));
        assertArrayEquals(new long[]{3_480_000, 3_600_000, 35_880_000, 36_000_000}, list.changes(150_000, 2));
        Tariff same = always("0", MINUTE, rates("1", "0"));
        assertArrayEquals(new long[0], new PriceList(same, EVENING, 90_000_000).changes(150_000, 100));
    }

    /** Against the sum of all steps, one by one, in decimal numbers; and every change of a price is told. */
    @Test
    void aCallCostsTheSumOfItsSteps() {
        Random random = new Random(1);
        for (int i = 0; i < 2000; i++) {
            Duration step = Duration.ofSeconds(1 + random.nextInt(90));
            Instant began = (random.nextBoolean() ? NINE : SIX).minusSeconds(random.nextInt(2000));
            int lasted = random.nextInt(4000);
            assertEquals(slowly(step, began, lasted),
                    tariff(step).charge(began, Duration.ofSeconds(lasted), 0).micros(), step::toString);
        }
    }

    private static long slowly(Duration step, Instant began, int lasted) {
        BigDecimal sum = BigDecimal.ZERO;
        Instant at = began;
        do {
            boolean night = !at.isBefore(NINE) && at.isBefore(SIX);
            sum = sum.add(new BigDecimal(night ? "0.03" : "0.12").multiply(BigDecimal.valueOf(step.toSeconds())));
            at = at.plus(step);
        } while (at.isBefore(began.plusSeconds(lasted)));
        return sum.movePointRight(6).divide(BigDecimal.valueOf(60), 0, RoundingMode.HALF_UP).longValueExact() + 60_000;
    }

    @Test
    void everyChangeOfAPriceIsTold() {
        PriceList list = new PriceList(tariff(Duration.ofSeconds(7)), EVENING, 7_200_000);
        List<Long> told = Arrays.stream(list.changes(40_000, 100)).boxed().toList();
        for (long at = 3_500_000; at < 3_700_000; at++) {
            boolean changes = list.price(at, 40_000, 0) != list.price(at - 1, 40_000, 0);
            assertEquals(changes, told.contains(at), "" + at);
        }
        assertEquals(6, told.size());
    }

    @Test
    void moneyIsExactAndSumsAreByCurrency() {
        assertEquals("0.30 EUR", new Money("EUR", Money.micros("0.3")).toString());
        assertEquals("1250 JPY", new Money("JPY", Money.micros("1250")).toString());
        assertEquals("1.000001 EUR", new Money("EUR", 1_000_001).toString());
        assertEquals("[0.30 EUR, 7 JPY]", Money.sums(Stream.of(new Money("JPY", 7_000_000), new Money("EUR", 100_000),
                new Money("EUR", 200_000))).toString());
        for (String bad : List.of("0.0000001", "-1", "1e3", "a few", "", "1234567", ".5"))
            assertThrows(IllegalArgumentException.class, () -> Money.micros(bad), bad);
        assertThrows(IllegalArgumentException.class, () -> Money.none("EURO"));
        assertThrows(IllegalArgumentException.class, () -> tariff(Duration.ofMillis(1500)));
    }
}

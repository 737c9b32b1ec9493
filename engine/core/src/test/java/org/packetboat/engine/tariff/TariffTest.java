package org.packetboat.engine.tariff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.route.Window;

/** What a call costs, reckoned by hand. */
class TariffTest {
    private static final Instant EVENING = Instant.parse("2026-11-30T20:00:00Z");
    private static final Instant NINE = Instant.parse("2026-11-30T21:00:00Z");
    private static final Instant SIX = Instant.parse("2026-12-01T06:00:00Z");
    /** Open once, from nine to six. */
    private static final Window NIGHT = at -> at.isBefore(SIX)
            ? Optional.of(new Interval(NINE, SIX))
            : Optional.empty();

    private static Money eur(String amount) {
        return Money.parse("EUR", amount);
    }

    private static Rates rates(String perMinute, String perMegabyte) {
        return new Rates(eur(perMinute), eur(perMegabyte));
    }

    /** Twelve cents a minute by day, three at night, six to connect. */
    private static Tariff tariff(Steps steps) {
        return new Tariff(new Fees(eur("0.06"), eur("0")), steps, rates("0.12", "0"),
                List.of(new TimedRates(NIGHT, rates("0.03", "0"))));
    }

    private static String cost(Tariff tariff, Instant began, int seconds) {
        return tariff.charge(began, Duration.ofSeconds(seconds), 0).money().toString();
    }

    @Test
    void minutesAreChargedAsTheyBegin() {
        Tariff byMinute = tariff(Steps.of(Duration.ofMinutes(1)));
        assertEquals("0.18 EUR", cost(byMinute, EVENING, 1));
        assertEquals("0.18 EUR", cost(byMinute, EVENING, 60));
        assertEquals("0.30 EUR", cost(byMinute, EVENING, 61));
        assertEquals("0.09 EUR", cost(byMinute, NINE, 60));
        assertEquals("0.18 EUR", cost(byMinute, EVENING, 0));
    }

    @Test
    void firstStepMayBeLongerThanThoseThatFollow() {
        Tariff mixed = tariff(new Steps(Duration.ZERO, Duration.ofSeconds(60), Duration.ofSeconds(6), 1));
        assertEquals("0.18 EUR", cost(mixed, EVENING, 7));
        assertEquals("0.192 EUR", cost(mixed, EVENING, 61));
        assertEquals("0.204 EUR", cost(mixed, EVENING, 67));
    }

    /** Three minutes before nine, five minutes long: three steps at twelve cents, two at three. */
    @Test
    void callThatPassesFromOneRateToAnotherIsChargedByBoth() {
        Tariff byMinute = tariff(Steps.of(Duration.ofMinutes(1)));
        assertEquals("0.48 EUR", cost(byMinute, NINE.minusSeconds(180), 300));
        assertEquals("0.48 EUR", cost(byMinute, NINE.minusSeconds(179), 300), "the third step begins before nine");
        assertEquals("0.39 EUR", cost(byMinute, NINE.minusSeconds(120), 300));
        assertEquals("0.21 EUR", cost(byMinute, SIX.minusSeconds(60), 119));
    }

    @Test
    void whatIsUnbilledMovesTheBeginOfTheFirstStep() {
        Tariff rings = tariff(new Steps(Duration.ofSeconds(20), Duration.ofSeconds(60), Duration.ofSeconds(60), 1));
        assertEquals("0.09 EUR", cost(rings, NINE.minusSeconds(20), 80));
        assertEquals("0.12 EUR", cost(rings, NINE.minusSeconds(20), 81));
        assertEquals("0.18 EUR", cost(rings, NINE.minusSeconds(21), 80));
    }

    @Test
    void aCallCostsItsMinimumAtLeast() {
        Tariff minimum = new Tariff(new Fees(eur("0.01"), eur("0.20")), Steps.of(Duration.ofMinutes(1)),
                rates("0.05", "0"), List.of());
        assertEquals("0.20 EUR", cost(minimum, EVENING, 60));
        assertEquals("0.21 EUR", cost(minimum, EVENING, 240));
    }

    @Test
    void megabytesAreOf1048576BytesAndRoundedUpInSteps() {
        Tariff data = new Tariff(Fees.none("EUR"), new Steps(Duration.ZERO, Duration.ofSeconds(1),
                Duration.ofSeconds(1), 1024), rates("0", "2"), List.of(new TimedRates(NIGHT, rates("0", "0.5"))));
        assertEquals("2.00 EUR", data.charge(EVENING, Duration.ofHours(3), 1 << 20).money().toString());
        assertEquals("0.50 EUR", data.charge(NINE, Duration.ofHours(3), 1 << 20).money().toString());
        Charge little = data.charge(EVENING, Duration.ZERO, 1);
        assertEquals("0.001953 EUR", little.money().toString(), "2 / 1024 = 0.001953125");
        assertEquals(1024, little.bytes());
        assertEquals("0.00 EUR", data.charge(EVENING, Duration.ZERO, 0).money().toString());
        assertEquals("2147483648.00 EUR", data.charge(EVENING, Duration.ZERO, 1L << 50).money().toString());
    }

    @Test
    void secondsThatAreNoWholeFractionOfACentAreRoundedOnce() {
        Tariff bySecond = new Tariff(Fees.none("EUR"), Steps.FINEST, rates("0.01", "0"), List.of());
        assertEquals("0.000167 EUR", cost(bySecond, EVENING, 1));
        assertEquals("0.000333 EUR", cost(bySecond, EVENING, 2));
        assertEquals("0.0005 EUR", cost(bySecond, EVENING, 3));
    }

    @Test
    void firstOfSeveralRatesThatHoldCounts() {
        Tariff both = new Tariff(Fees.none("EUR"), Steps.of(Duration.ofMinutes(1)), rates("1", "0"),
                List.of(new TimedRates(NIGHT, rates("2", "0")), new TimedRates(Window.ALWAYS, rates("3", "0"))));
        assertEquals("3.00 EUR", cost(both, EVENING, 60));
        assertEquals("2.00 EUR", cost(both, NINE, 60));
    }

    @Test
    void ratesThatDoNotChangeAreOne() {
        PriceList list = new PriceList(tariff(Steps.FINEST), EVENING, Duration.ofDays(2).toMillis());
        assertArrayEquals(new long[]{3_600_000, 36_000_000}, list.changes());
        assertArrayEquals(new long[0], new PriceList(tariff(Steps.FINEST), SIX, 1_000_000).changes());
    }

    /** Against the sum of all steps, one by one, in decimal numbers. */
    @Test
    void aCallCostsTheSumOfItsSteps() {
        Random random = new Random(1);
        for (int i = 0; i < 2000; i++) {
            Steps steps = new Steps(Duration.ofSeconds(random.nextInt(30)), Duration.ofSeconds(1 + random.nextInt(90)),
                    Duration.ofSeconds(1 + random.nextInt(90)), 1);
            Instant began = (random.nextBoolean() ? NINE : SIX).minusSeconds(random.nextInt(2000));
            int lasted = random.nextInt(4000);
            assertEquals(slowly(steps, began, lasted),
                    tariff(steps).charge(began, Duration.ofSeconds(lasted), 0).money().micros(), steps::toString);
        }
    }

    private static long slowly(Steps steps, Instant began, int lasted) {
        Instant at = began.plus(steps.unbilled());
        Instant end = began.plusSeconds(lasted);
        BigDecimal sum = BigDecimal.ZERO;
        Duration step = steps.first();
        do {
            boolean night = !at.isBefore(NINE) && at.isBefore(SIX);
            sum = sum.add(new BigDecimal(night ? "0.03" : "0.12").multiply(BigDecimal.valueOf(step.toSeconds())));
            at = at.plus(step);
            step = steps.further();
        } while (at.isBefore(end));
        return sum.movePointRight(6).divide(BigDecimal.valueOf(60), 0, RoundingMode.HALF_UP).longValueExact() + 60_000;
    }

    @Test
    void moneyIsExactAndKeepsItsCurrency() {
        assertEquals("0.30 EUR", eur("0.1").plus(eur("0.2")).toString());
        assertEquals("1250 JPY", Money.parse("JPY", "1250").toString());
        assertEquals("1.000001 EUR", eur("1.000001").toString());
        assertEquals("0.00 EUR", Money.none("EUR").toString());
        assertThrows(IllegalArgumentException.class, () -> eur("1").plus(Money.parse("USD", "1")));
        assertThrows(IllegalArgumentException.class, () -> eur("0.0000001"));
        assertThrows(IllegalArgumentException.class, () -> eur("a few"));
        assertThrows(IllegalArgumentException.class, () -> Money.none("EURO"));
        assertThrows(IllegalArgumentException.class,
                () -> new Tariff(Fees.none("USD"), Steps.FINEST, rates("1", "0"), List.of()));
        assertThrows(IllegalArgumentException.class, () -> Steps.of(Duration.ofMillis(1500)));
    }

    @Test
    void sumsAreByCurrency() {
        Charge euros = tariff(Steps.FINEST).charge(EVENING, Duration.ofSeconds(60), 7);
        Charge yen = new Charge(Money.parse("JPY", "100"), Duration.ofSeconds(5), 3);
        Cost both = Cost.NONE.plus(yen).plus(euros).plus(euros);
        assertEquals("0.36 EUR and 100 JPY", both.said());
        assertEquals(new Cost(3, Duration.ofSeconds(125), 17, List.of(eur("0.36"), Money.parse("JPY", "100"))), both);
        assertEquals(both, Cost.of(euros).plus(Cost.of(yen).plus(euros)));
        assertEquals("", Cost.NONE.said());
    }
}

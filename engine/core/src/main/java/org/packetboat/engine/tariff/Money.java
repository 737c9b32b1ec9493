package org.packetboat.engine.tariff;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An amount of money in one currency, exact to a millionth of its unit. It is never a floating-point number, so sums do
 * not depend on their order.
 *
 * @param currency the code of ISO 4217, such as EUR
 * @param micros   millionths of the unit
 */
public record Money(String currency, long micros) {
    /** How many decimals are exact. */
    private static final int DECIMALS = 6;
    private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,6}(\\.[0-9]{1,6})?");

    /** @throws IllegalArgumentException if there is no such currency */
    public Money {
        Currency.getInstance(currency);
    }

    /** Nothing. */
    public static Money none(String currency) {
        return new Money(currency, 0);
    }

    /**
     * An amount as people write it, in millionths: 0 to a million.
     *
     * @throws IllegalArgumentException if it is no such decimal number, or has more than six decimals
     */
    public static long micros(String amount) {
        if (!AMOUNT.matcher(amount).matches()) throw new IllegalArgumentException(amount);
        return new BigDecimal(amount).movePointRight(DECIMALS).longValueExact();
    }

    /** The sum for each currency, in the order of their codes. */
    public static List<Money> sums(Stream<Money> amounts) {
        Map<String, Long> sums = new TreeMap<>();
        amounts.forEach(amount -> sums.merge(amount.currency, amount.micros, Math::addExact));
        return sums.entrySet().stream().map(sum -> new Money(sum.getKey(), sum.getValue())).toList();
    }

    /** The amount, with as many decimals as it has, and no fewer than its currency has. */
    public BigDecimal amount() {
        int usual = Math.clamp(Currency.getInstance(currency).getDefaultFractionDigits(), 0, DECIMALS);
        BigDecimal exact = BigDecimal.valueOf(micros, DECIMALS).stripTrailingZeros();
        return exact.scale() < usual ? exact.setScale(usual) : exact;
    }

    /** For people and for logs, such as {@code 12.40 EUR}. */
    @Override
    public String toString() {
        return amount().toPlainString() + " " + currency;
    }
}

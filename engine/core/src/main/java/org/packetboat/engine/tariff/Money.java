package org.packetboat.engine.tariff;

import java.math.BigDecimal;
import java.util.Currency;

/**
 * An amount of money in one currency, exact to a millionth of its unit. It is never a floating-point number, so sums do
 * not depend on their order.
 *
 * @param currency the code of ISO 4217, such as EUR
 * @param micros   millionths of the unit; negative for what is given back
 */
public record Money(String currency, long micros) {
    /** How many decimals are exact. */
    public static final int DECIMALS = 6;

    /** @throws IllegalArgumentException if there is no such currency */
    public Money {
        Currency.getInstance(currency);
    }

    /** Nothing. */
    public static Money none(String currency) {
        return new Money(currency, 0);
    }

    /**
     * An amount as people write it.
     *
     * @throws IllegalArgumentException if it is no decimal number, has more than six decimals, or is too large
     */
    public static Money parse(String currency, String amount) {
        try {
            return new Money(currency, new BigDecimal(amount).movePointRight(DECIMALS).longValueExact());
        } catch (ArithmeticException tooFine) {
            throw new IllegalArgumentException(amount + " has more than " + DECIMALS + " decimals, or is too large",
                    tooFine);
        }
    }

    /** @throws IllegalArgumentException if the other is in another currency */
    public Money plus(Money other) {
        if (!other.currency.equals(currency))
            throw new IllegalArgumentException("adding " + other.currency + " to " + currency);
        return new Money(currency, Math.addExact(micros, other.micros));
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

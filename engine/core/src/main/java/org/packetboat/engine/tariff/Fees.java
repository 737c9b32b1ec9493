package org.packetboat.engine.tariff;

/**
 * What each call costs that reaches somebody.
 *
 * @param connect beside time and data
 * @param minimum at least, all together
 */
public record Fees(Money connect, Money minimum) {
    /** None. */
    public static Fees none(String currency) {
        return new Fees(Money.none(currency), Money.none(currency));
    }
}

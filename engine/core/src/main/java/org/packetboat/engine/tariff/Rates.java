package org.packetboat.engine.tariff;

/**
 * What time and data cost at some time of day.
 *
 * @param perMinute   a minute of a call
 * @param perMegabyte 1,048,576 bytes over the line, both ways
 */
public record Rates(Money perMinute, Money perMegabyte) {
    /** Nothing costs anything. */
    public static Rates free(String currency) {
        return new Rates(Money.none(currency), Money.none(currency));
    }
}

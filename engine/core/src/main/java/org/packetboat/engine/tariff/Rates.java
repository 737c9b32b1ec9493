package org.packetboat.engine.tariff;

/**
 * What time and data cost, in millionths of the currency's unit.
 *
 * @param perMinute   a minute of a call
 * @param perMegabyte 1,000,000 bytes over the line, both ways
 */
public record Rates(long perMinute, long perMegabyte) {}

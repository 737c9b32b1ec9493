package org.packetboat.engine.tariff;

import java.time.Instant;

/**
 * Rates, and from when on they hold.
 *
 * @param from  until the next ones begin
 */
public record TimedRates(Instant from, Rates rates) {}

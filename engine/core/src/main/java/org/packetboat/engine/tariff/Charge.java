package org.packetboat.engine.tariff;

import java.time.Duration;

/**
 * What one call costs.
 *
 * @param money  how much
 * @param billed for how long, rounded up in steps
 * @param bytes  for how much data, rounded up in steps
 */
public record Charge(Money money, Duration billed, long bytes) {}

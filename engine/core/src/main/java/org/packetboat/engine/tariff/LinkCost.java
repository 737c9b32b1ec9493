package org.packetboat.engine.tariff;

/**
 * What the calls over one link have cost.
 *
 * @param link its name
 * @param cost of its calls
 */
public record LinkCost(String link, Cost cost) {}

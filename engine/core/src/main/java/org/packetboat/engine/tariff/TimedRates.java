package org.packetboat.engine.tariff;

import org.packetboat.engine.route.Window;

/**
 * Rates that hold while a window is open.
 *
 * @param window when
 * @param rates  what they are then
 */
public record TimedRates(Window window, Rates rates) {}

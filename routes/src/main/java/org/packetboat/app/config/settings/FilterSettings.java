package org.packetboat.app.config.settings;

import java.time.Duration;
import org.packetboat.connectors.milter.MilterAddress;
import org.packetboat.protocols.milter.Filter;

/**
 * A filter that looks at mail before it is accepted.
 *
 * @param name      for the log, metrics and status
 * @param at        where it listens
 * @param timeout   for each of its answers; ten times that at the end of a message
 * @param onTrouble what becomes of mail that it can't be asked about
 */
public record FilterSettings(String name, MilterAddress at, Duration timeout, Filter.OnTrouble onTrouble) {}

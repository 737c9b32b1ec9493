package org.packetboat.connectors.milter;

import java.time.Duration;
import org.packetboat.protocols.milter.Filter;

/**
 * A filter as it is configured.
 *
 * @param name      for the log, metrics and status
 * @param at        where it listens
 * @param timeout   for each of its answers; ten times that at the end of a message
 * @param onTrouble what becomes of mail that it can't be asked about
 */
public record MilterSettings(String name, MilterAddress at, Duration timeout, Filter.OnTrouble onTrouble) {}

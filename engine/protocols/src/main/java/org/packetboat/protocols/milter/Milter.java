package org.packetboat.protocols.milter;

import java.time.Duration;

/**
 * A filter that speaks the milter protocol.
 *
 * @param name      for the log
 * @param patience  for each of its answers; ten times that at the end of a message
 * @param onTrouble what becomes of mail that it can't be asked about
 * @param opener    makes connections to it
 * @param watch     hears how it goes
 */
public record Milter(String name, Duration patience, OnTrouble onTrouble, MilterLine.Opener opener,
        FilterWatch watch) implements Filter {}

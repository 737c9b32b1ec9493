package org.packetboat.engine.forward;

import java.time.Instant;

/**
 * A line that is believed dead, since calls to several sites in a row reached nobody over it.
 *
 * @param server whose line it is
 * @param link   that it carries
 * @param until  when it is tried again
 */
public record DeadLine(String server, String link, Instant until) {}

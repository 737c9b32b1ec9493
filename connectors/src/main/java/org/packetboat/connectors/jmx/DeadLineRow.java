package org.packetboat.connectors.jmx;

/** A line that is believed dead; see {@link org.packetboat.engine.forward.DeadLine}. */
public record DeadLineRow(String server, String link, String until) {}

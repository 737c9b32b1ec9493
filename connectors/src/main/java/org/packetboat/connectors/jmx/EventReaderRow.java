package org.packetboat.connectors.jmx;

/** A reader of status events; see {@link org.packetboat.engine.status.ReaderStanding}. */
public record EventReaderRow(String name, boolean open, long behind, String since, long next) {}

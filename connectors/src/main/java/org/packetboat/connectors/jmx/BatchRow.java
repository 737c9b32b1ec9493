package org.packetboat.connectors.jmx;

/** A big send; see {@link org.packetboat.engine.queue.ledger.BatchSummary}. */
public record BatchRow(String name, String started, long sites, long waiting, long delivered, long late, long failed) {}

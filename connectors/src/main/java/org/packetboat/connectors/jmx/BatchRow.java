package org.packetboat.connectors.jmx;

/**
 * A big send; see {@link org.packetboat.engine.queue.ledger.BatchSummary}.
 *
 * @param stage   how far it is, of one that goes in stages or is paused: {@code stage 1 of 3, paused}; else empty
 * @param relayed how many another Packetboat has that has not told yet that they arrived
 */
public record BatchRow(String name, String started, long sites, long waiting, long delivered, long late, long failed,
        String stage, long relayed) {}

package org.packetboat.connectors.jmx;

/** A domain's queue; see {@link org.packetboat.engine.node.DomainStatus}. Empty texts where there is nothing to
 * say; {@code hops} is the hop count of its route, 16 where that is unavailable; {@code trouble} is why the oldest of
 * it will not make it; {@code choice} is why that route, where the operator's cost has overruled the hop counts. */
public record DomainRow(String domain, String site, String state, int hops, long depth, long bytes, String oldest,
        String next,
        String arrival, String lastReply, String trouble, String choice) {}

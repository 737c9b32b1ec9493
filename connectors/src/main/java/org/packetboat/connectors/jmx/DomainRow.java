package org.packetboat.connectors.jmx;

/** A domain's queue; see {@link org.packetboat.engine.node.DomainStatus}. Empty texts where there is nothing to
 * say; {@code trouble} is why the oldest of it will not make it. */
public record DomainRow(String domain, String site, String state, long depth, long bytes, String oldest, String next,
        String arrival, String lastReply, String trouble) {}

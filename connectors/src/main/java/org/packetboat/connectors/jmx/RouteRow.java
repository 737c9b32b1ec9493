package org.packetboat.connectors.jmx;

/** A route; see {@link org.packetboat.engine.node.RouteStatus}. Empty texts where there is nothing to say. */
public record RouteRow(String site, String domains, String link, String window, String state, int hops, String opens,
        String closes, long depth, boolean inSession, String lastReply) {}

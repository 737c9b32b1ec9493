package org.packetboat.connectors.jmx;

/**
 * A session under way; see {@link org.packetboat.engine.forward.VisitStatus}.
 *
 * @param envelope the one being sent, empty if none is known
 * @param done     its bytes sent so far
 * @param size     its bytes in all
 */
public record SessionRow(String site, String link, String began, int envelopes, long bytes, String envelope, long done,
        long size) {}

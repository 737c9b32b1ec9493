package org.packetboat.connectors.uucp;

/**
 * A far side that is called over TCP.
 *
 * @param node its UUCP name
 * @param host where it listens
 * @param port its port; 540 by custom
 */
public record Peer(String node, String host, int port) {}

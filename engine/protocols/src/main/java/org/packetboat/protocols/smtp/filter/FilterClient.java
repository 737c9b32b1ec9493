package org.packetboat.protocols.smtp.filter;

import java.net.InetAddress;

/**
 * Who a session is with, as filters are told.
 *
 * @param server  our own name
 * @param address of the client
 * @param name    how it introduced itself
 * @param user    the name it logged in with; empty if it did not
 * @param secured whether the connection is encrypted
 */
public record FilterClient(String server, InetAddress address, String name, String user, boolean secured) {}

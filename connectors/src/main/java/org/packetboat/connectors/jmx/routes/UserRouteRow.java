package org.packetboat.connectors.jmx.routes;

/**
 * A route of a route file.
 *
 * @param state     {@code started}, {@code stopped} or {@code suspended}
 * @param completed exchanges that came to their end
 * @param failed    those that did not
 * @param underWay  those under way now
 * @param meanMs    how long one takes on average, in milliseconds
 * @param last      when the last one ended, ISO 8601 in UTC; empty if none did
 * @param trouble   what is wrong with the route now, else why its last exchange failed; empty if all is well
 * @param from      what it reads from
 * @param file      where it stands
 */
public record UserRouteRow(String route, String state, long completed, long failed, long underWay, long meanMs,
        String last, String trouble, String from, String file) {}

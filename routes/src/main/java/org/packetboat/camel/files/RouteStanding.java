package org.packetboat.camel.files;

import java.time.Instant;
import java.util.Optional;

/**
 * How a route is doing.
 *
 * @param id        its id
 * @param file      where it stands
 * @param from      what it begins with, without secrets
 * @param state     {@code started}, {@code stopped}, {@code suspended}
 * @param completed exchanges that came to their end, since it was loaded
 * @param failed    those that ended with an exception that nobody handled, or were rolled back
 * @param underWay  those under way now
 * @param meanMs    how long those that ended took on average, in milliseconds
 * @param last      when the last one ended
 * @param failure   why the last one failed; empty if it did not
 * @param trouble   what is wrong with the route itself, such as a mailbox that it can't reach; empty if nothing is
 */
public record RouteStanding(String id, String file, String from, String state, long completed, long failed,
        long underWay, long meanMs, Optional<Instant> last, String failure, String trouble) {}

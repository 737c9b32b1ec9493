package org.packetboat.engine.forward;

import java.time.Instant;

/**
 * A server that has a session, for those who plan.
 *
 * @param server its name
 * @param site   whom the session is with
 * @param until  when it should be over, by the pace of the transfer under way or else by what is expected of the site
 */
public record BusyServer(String server, String site, Instant until) {}

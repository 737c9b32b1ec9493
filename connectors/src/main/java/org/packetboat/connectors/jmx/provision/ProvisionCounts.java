package org.packetboat.connectors.jmx.provision;

/**
 * How much is provisioned.
 *
 * @param changes put in force since the start
 * @param refused how often changes were refused since the start
 * @param last    when something was last changed, ISO 8601; empty if nothing was since the start
 * @param problem what is wrong with the file; empty if nothing is
 */
public record ProvisionCounts(int logins, int domains, int sites, long changes, long refused, String last,
        String problem) {}

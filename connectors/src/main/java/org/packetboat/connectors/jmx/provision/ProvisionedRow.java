package org.packetboat.connectors.jmx.provision;

/**
 * Something that is provisioned.
 *
 * @param what  {@code login}, {@code domain} or {@code site}
 * @param value of a site its route, as JSON; else empty
 */
public record ProvisionedRow(String what, String name, String value) {}

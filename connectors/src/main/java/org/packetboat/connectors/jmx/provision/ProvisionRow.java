package org.packetboat.connectors.jmx.provision;

/**
 * What a change came to, or would come to.
 *
 * @param what {@code login}, {@code domain} or {@code site}
 * @param done {@code added}, {@code changed}, {@code removed}, {@code unchanged}: it was so before, or {@code absent}:
 *             it was not there to be removed
 */
public record ProvisionRow(String what, String name, String done) {}

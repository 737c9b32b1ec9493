package org.packetboat.connectors.jmx.recipients;

/**
 * What lists of recipients say of an address.
 *
 * @param state {@code known}, {@code unknown}, {@code not-known-yet} or {@code no-list}
 * @param site  where that person lives; empty: where the mail of the domain goes
 */
public record RecipientRow(String address, String state, String site) {}

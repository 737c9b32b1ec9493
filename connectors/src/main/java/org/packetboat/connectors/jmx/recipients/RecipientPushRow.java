package org.packetboat.connectors.jmx.recipients;

/**
 * How a list of recipients stands with a server that it is pushed to. Times are ISO 8601 in UTC, empty if never.
 *
 * @param push     the number of the last push; 0 if there was none
 * @param state    {@code never sent}, {@code prepared}, {@code sent}, {@code in force} or {@code refused}
 * @param sent     when it was sent
 * @param answered when the server told what became of it
 * @param rows     how many recipients the list had then
 * @param changes  how many rows were sent
 * @param problem  what is wrong; empty if nothing is known
 */
public record RecipientPushRow(String list, String site, long push, String state, String sent, String answered,
        long rows, long changes, String problem) {}

package org.packetboat.connectors.jmx.filters;

/**
 * A filter, since the start of the server.
 *
 * @param at        where it listens
 * @param messages  shown to it
 * @param refused   senders, recipients and messages that it refused for good
 * @param putOff    the same for a time
 * @param discarded messages that it had vanish
 * @param troubles  how often it could not be asked
 * @param problem   why it could not be asked the last time; empty if it could
 */
public record FilterRow(String filter, String at, long messages, long refused, long putOff, long discarded,
        long troubles, String problem) {}

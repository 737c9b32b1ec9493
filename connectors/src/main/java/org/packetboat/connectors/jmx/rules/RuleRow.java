package org.packetboat.connectors.jmx.rules;

/**
 * A delivery rule, or a journal that a route names, since the start of the server.
 *
 * @param rule        its name; {@code route SITE} for the journal of a route
 * @param place       where it is written; empty for the journal of a route, and for a rule that is not there any more
 * @param action      accept, hold or refuse; empty if it decides nothing
 * @param accepted    messages that it let in
 * @param held        messages of those that wait for an operator
 * @param refused     senders, recipients and messages that it refused, for good or for a time
 * @param journaled   messages of which it sent a copy to a journal
 * @param lastRefused what it refused last, and when; empty if nothing
 */
public record RuleRow(String rule, String place, String action, long accepted, long held, long refused,
        long journaled, String lastRefused) {}

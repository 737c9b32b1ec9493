package org.packetboat.engine.intake;

/**
 * What a delivery rule came to, since the start.
 *
 * @param rule        its name
 * @param accepted    messages that it let in
 * @param held        messages of those that wait for an operator
 * @param refused     senders, recipients and messages that it refused, for good or for a time
 * @param journaled   messages of which it sent a copy to a journal
 * @param lastRefused what it refused last, and when; empty if nothing
 */
public record RuleCount(String rule, long accepted, long held, long refused, long journaled, String lastRefused) {
    /** One that has done nothing yet. */
    public static RuleCount none(String rule) {
        return new RuleCount(rule, 0, 0, 0, 0, "");
    }
}
